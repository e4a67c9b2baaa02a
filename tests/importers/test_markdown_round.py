"""Out and in again: nothing is lost, and the second export is the first, byte for byte."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.cases import actions
from portal.cases.models import Case
from portal.core.db import db
from portal.importers.markdown import FolderError, exporting, front, parts
from portal.importers.markdown.parts import Parts
from portal.topics.models import Topic
from tests.cases import stage
from tests.importers import folders
from tests.importers.folders import PAGE, export, files, write

ODD = "<!-- step -->\n\n# Not a title\n\n{% note %}\n\n[x](gone.md) ![y](z.png) `[c](d.md)`\n\n<!-- \\cause -->\n\n---\n\n1. a\n2. b"

ONLY = "::: only Android 5, iOS\n> a\n\n1. b\n:::\n\n::: tip\nc\n:::"


@pytest.fixture
def round_trip(app, tmp_path):
    """Export, import into empty tables, export again; both as path -> bytes."""
    from tests.fresh import empty_tables

    def go(**options):
        export(tmp_path / "first", **options)
        db.session.remove()
        empty_tables()
        report = folders.bring(tmp_path / "first")
        assert report.files["pages"].taken == report.files["pages"].read
        export(tmp_path / "second", **options)
        return files(tmp_path / "first"), files(tmp_path / "second")

    return go


def test_it_works(pages, round_trip):
    pages(
        {
            "en/cards/a.md": PAGE,
            "ru/cards/a.md": PAGE.replace("title:", "order: 3\ntitle:"),
            "en/b.md": PAGE + "\nSee [a](cards/a.md).\n",
        }
    )
    first, second = round_trip()
    assert list(first) == [".portal-export", "en/b.md", "en/cards/a.md", "ru/cards/a.md", "topics.yaml"]
    assert first == second
    text = first["en/cards/a.md"].decode()
    assert text.endswith("---\n\nThe card is gone.\n\n1. Open the app.\n2. Press *Block*.\n")
    assert "[a](cards/a.md)" in first["en/b.md"].decode()
    assert front.parted(first["ru/cards/a.md"].decode())[0]["order"] == 3


def test_cases_written_here(cast, round_trip):
    """Every field, every state, texts of any shape, a translation that is behind, a link between cases."""
    case = stage.published(cast.stella, symptoms=ODD, steps=[ODD, "Plain.", "    code\n\n## Deep"], visibility="staff")
    linked = stage.published(
        cast.stella, title="Another case that links", cause=f"See [it](/cases/{case.id}/x#h-step-2-deep)."
    )
    stage.published(cast.stella, title="Another case that links", language="uk", symptoms="Того самого імені.")
    actions.doubt(cast.stella, linked.id, reason="Somebody asked.")
    practical = {
        "kind": "practical_case",
        "result": f"Fewer calls, see [it](/cases/{case.id}/x#h-step-2-deep).\n\n## Later",
    }
    figures = ["Open questions: 40 → 12", "Refunds a day: 3", "a: 'b' -> #c"]
    stage.published(cast.stella, title="A case of one shop", steps=[ONLY, "Plain."], figures=figures, **practical)
    stage.draft(cast.stella, title="Черновик, который ждёт", language="ru", steps=[], topics=("points",))
    for title, step in (("It holds no longer", actions.retire), ("It is in the archive", actions.archive)):
        step(cast.stella, stage.published(cast.stella, title=title).id, reason="It is *over*.")
    translation = stage.published(cast.stella, title="Заблокированная карта", language="ru")
    translation.original_id, translation.translated_revision = case.id, 0
    db.session.commit()
    first, second = round_trip(every=True)
    assert len(first) == 10
    assert first == second
    found = {row.title: row for row in db.session.scalars(db.select(Case))}
    assert found["A blocked card: how to unblock it"].steps == [ODD, "Plain.", "code\n\n## Deep"]
    assert (found["It holds no longer"].state, found["It holds no longer"].archive_reason) == (
        "obsolete",
        "It is *over*.",
    )
    assert found["Another case that links"].state in ("published", "needs_check")
    made = found["A case of one shop"]
    assert (made.kind, made.figures, made.steps[0]) == ("practical_case", figures, ONLY)
    assert made.result.endswith("## Later")
    ru = found["Заблокированная карта"]
    assert (ru.original_id, ru.translated_revision) == (found["A blocked card: how to unblock it"].id, 0)
    names = {topic.slug: topic.names for topic in db.session.scalars(db.select(Topic))}
    assert names["cards"] == {"en": "Cards", "ru": "Карты", "uk": "Картки"}


def test_only_published_cases_are_written(cast, tmp_path):
    stage.published(cast.stella)
    stage.draft(cast.stella, title="A draft that waits")
    hidden = stage.published(cast.stella, title="A case that is hidden")
    actions.set_status(cast.stella, hidden.id, "hidden")
    db.session.commit()
    made = export(tmp_path / "out")
    assert (made.cases, made.translations, made.hidden) == (1, 0, 1)
    assert list(files(tmp_path / "out")) == [".portal-export", "en/a-blocked-card-how-to-unblock-it.md", "topics.yaml"]


def test_credits_of_promoted_cases(cast, tmp_path):
    question = stage.question(cast.carla)
    answer = stage.answer(question, cast.amir, source_licence="CC BY-SA 4.0")
    actions.publish(cast.stella, actions.promote(cast.stella, answer.id, **stage.TEXT).id)
    db.session.commit()
    export(tmp_path / "out")
    told, _, _ = front.parted((tmp_path / "out/en/a-blocked-card-how-to-unblock-it.md").read_text())
    assert (told["case"]["credits"], told["case"]["licence"]) == (["Amir"], "CC BY-SA 4.0")


def test_an_export_comes_back_unchanged_where_it_is_from(cast, pages, tmp_path):
    pages({"en/a.md": PAGE}, topic="cards")
    stage.published(cast.stella)
    db.session.commit()
    export(tmp_path / "out", home=folders.markdown.home())
    report = folders.bring(tmp_path / "out")
    assert report.as_dict()["unchanged"] == {"cases": 2, "translations": 0}
    assert not report.touched


def test_a_case_of_another_portal_is_not_mistaken_for_ours(cast, tmp_path):
    stage.published(cast.stella)
    db.session.commit()
    export(tmp_path / "out", home="elsewhere.example")
    assert folders.bring(tmp_path / "out").as_dict()["taken"] == {"cases": 1, "translations": 0}


def test_a_folder_with_other_things_is_refused(cast, tmp_path):
    write(tmp_path / "out", {"mine.txt": "x"})
    with pytest.raises(FolderError, match="something in it that no export wrote"):
        export(tmp_path / "out")
    assert list(files(tmp_path / "out")) == ["mine.txt"]


def test_exporting_again_takes_away_what_is_no_more(cast, tmp_path):
    case = stage.published(cast.stella)
    stage.published(cast.stella, title="A case that stays here")
    db.session.commit()
    export(tmp_path / "out")
    write(tmp_path / "out", {"notes.txt": "mine"})
    actions.archive(cast.stella, case.id, reason="Over.")
    db.session.commit()
    export(tmp_path / "out")
    assert list(files(tmp_path / "out")) == [
        ".portal-export",
        "en/a-case-that-stays-here.md",
        "notes.txt",
        "topics.yaml",
    ]


@pytest.mark.parametrize(
    "page", ["../../out.md", "/etc/x.md", "en/_hidden/x.md", "en/a\\b.md", "en/../x.md", "en/ru/x.md"]
)
def test_no_path_leads_out_of_the_folder(cast, tmp_path, page):
    from portal.importers import cases

    case = stage.published(cast.stella)
    cases.originate(case, cases.Told("elsewhere", page))
    db.session.commit()
    export(tmp_path / "out")
    assert list(files(tmp_path / "out"))[1] == "en/a-blocked-card-how-to-unblock-it.md"


def test_symbolic_links_are_not_written_through(cast, tmp_path):
    stage.published(cast.stella)
    db.session.commit()
    (tmp_path / "away").mkdir()
    write(tmp_path / "out", {".portal-export": "../away/x.md\n"})
    (tmp_path / "out/en").symlink_to(tmp_path / "away")
    write(tmp_path / "away", {"x.md": "mine"})
    with pytest.raises(FolderError, match="leads out of the folder"):
        export(tmp_path / "out")
    assert list(files(tmp_path / "away")) == ["x.md"]
    with pytest.raises(FolderError, match="leads out of the folder"):
        exporting._put(tmp_path / "out", "en/deep/a.md", "text")
    assert not (tmp_path / "away/deep").exists()


def test_nothing_is_taken_away_through_a_symbolic_link(cast, tmp_path):
    write(tmp_path / "away", {"x.md": "mine"})
    write(tmp_path / "out", {".portal-export": "gone/x.md\n"})
    (tmp_path / "out/gone").symlink_to(tmp_path / "away")
    with pytest.raises(FolderError, match="leads out of the folder"):
        export(tmp_path / "out")
    assert files(tmp_path / "away") == {"x.md": b"mine"}


def test_a_link_in_place_of_a_file_half_written_is_not_followed(cast, tmp_path):
    stage.published(cast.stella)
    db.session.commit()
    write(tmp_path, {"mine.txt": "mine"})
    export(tmp_path / "out")
    for path in list(files(tmp_path / "out")):
        file = tmp_path / "out" / path
        file.with_name(f".{file.name}.part").symlink_to(tmp_path / "mine.txt")
    export(tmp_path / "out")
    assert (tmp_path / "mine.txt").read_text() == "mine"
    assert not any((tmp_path / "out" / path).is_symlink() for path in (".portal-export", "topics.yml"))


PIECES = st.sampled_from(
    ["a", "# b", "## c {#d}", "1. e", "2. f", "- g", "```", "~~~", "    h", "", "<!-- step -->", "<!-- \\step -->",
     "<!-- \\\\cause -->", "<!-- symptoms -->", "<!-- result -->", "---", "> i", "[j](k.md)", "\\", "   l",
     "::: only m, n", ":::"]
)  # fmt: skip
TEXTS = st.lists(PIECES, max_size=8).map(lambda lines: "\n".join(lines).strip())


@given(TEXTS, TEXTS, st.lists(TEXTS.filter(bool), max_size=5), TEXTS)
def test_parts_come_back(symptoms, cause, steps, result):
    made = Parts(symptoms, cause, tuple(steps), result)
    assert parts.split(parts.join(made)) == made


@given(TEXTS)
def test_a_body_is_the_same_after_the_first_time(body):
    once = parts.join(parts.split(body))
    assert parts.join(parts.split(once)) == once
    assert parts.split(once) == parts.split(body)


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**12), 10**12) | st.text(st.characters(exclude_categories=["Cs", "Cc"]))
    | st.sampled_from(["2024-06-20", "yes", "1.5", "012", "~", "null", "<<", "=", "12:30", "a: b", "- c", "é\n\nf", "& x"]),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(st.characters(categories=["L"])), inner, max_size=3),
    max_leaves=8,
)  # fmt: skip


@given(st.dictionaries(st.text(st.characters(categories=["L", "N"]), min_size=1), VALUES, max_size=4))
def test_front_matter_comes_back(found):
    text = front.written(found)
    assert front.parted(f"{text}\nBody.")[:2] == (found, "\nBody.")
    assert front.written(front.parted(text)[0]) == text
