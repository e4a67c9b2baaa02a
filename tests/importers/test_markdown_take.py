"""What a folder of pages becomes: cases, translations, topics, links between them."""

import pytest

from portal.cases.models import Case, CaseOrigin, CasePath, CaseRevision
from portal.core.db import db
from portal.core.outbox import OutboxRow
from portal.importers.markdown import links
from portal.topics.models import Topic
from tests.importers.folders import PAGE, TITLE, case_at, left


def body(text, title=TITLE):
    return f"---\ntitle: {title}\n---\n\n{text}"


def one(report_of, text, **options):
    """The case made of a page with this text below its title."""
    report_of({"en/one.md": body(text)}, **options)
    return case_at("en/one.md")


def test_it_works(pages, healthy):
    report = pages({"en/cards/lost.md": PAGE})
    case = case_at("en/cards/lost.md")
    assert (case.title, case.language, case.kind, case.status) == (TITLE, "en", "common_issue", "live")
    assert (case.symptoms, case.steps) == ("The card is gone.", ["Open the app.", "Press *Block*."])
    assert case.steps_html[1] == "<p>Press <em>Block</em>.</p>"
    assert (case.topic_slugs, case.revision, case.author_id) == (["cards"], 1, None)
    assert db.session.scalars(db.select(CaseRevision.case_id)).all() == [case.id]
    assert [row.payload for row in db.session.scalars(db.select(OutboxRow))] == [{"kind": "case", "id": case.id}]
    told = report.as_dict()
    assert told["taken"] == {"cases": 1, "translations": 0}
    assert told["files"]["pages"] == {"read": 1, "taken": 1, "changed": 0, "unchanged": 0, "left": 0}
    assert healthy() == {}


def test_the_same_path_is_the_translation(pages):
    report = pages({"uk/a.md": PAGE, "ru/a.md": PAGE, "en/a.md": PAGE, "uk/only.md": PAGE, "ru/only.md": PAGE})
    original = case_at("en/a.md")
    for path in ("ru/a.md", "uk/a.md"):
        assert (case_at(path).original_id, case_at(path).translated_revision) == (original.id, 1)
    assert case_at("uk/only.md").original_id == case_at("ru/only.md").id
    assert (original.original_id, case_at("ru/only.md").original_id) == (None, None)
    assert report.as_dict()["taken"] == {"cases": 2, "translations": 3}


def test_the_language_of_other_places(pages):
    pages({"a.md": PAGE, "b.ru.md": PAGE, "pt-br/c.md": PAGE, "en-us/d.md": PAGE}, language="uk")
    found = {path: case_at(path).language for path in ("a.md", "b.ru.md", "pt-br/c.md", "en-us/d.md")}
    assert found == {"a.md": "uk", "b.ru.md": "ru", "pt-br/c.md": "uk", "en-us/d.md": "en"}


@pytest.mark.parametrize(
    ("file", "text", "title"),
    [
        ("en/a.md", "# From the first heading\n\nText.", "From the first heading"),
        ("en/a.md", "Text.\n\n## The first heading there is\n\nMore.", "The first heading there is"),
        ("en/how-to-block-cards.md", "Text without any.", "how to block cards"),
        ("en/cards/tabs.md", "# Tabs {#tabs}\n\nText.", "Tabs (cards)"),
        ("en/a.md", "---\ntitle: Of *two*, this one\n---\n# Another heading\n\nText.", "Of two, this one"),
    ],
)
def test_titles(pages, file, text, title):
    pages({file: text})
    assert case_at(file).title == title


def test_a_title_that_is_too_long_stays_in_the_text(pages):
    pages({"en/a.md": body("Text.", "Long " * 40)})
    case = case_at("en/a.md")
    assert len(case.title) <= 150
    assert case.title.endswith("…")
    assert case.symptoms == f"**{('Long ' * 40).strip()}**"


@pytest.mark.parametrize(
    ("text", "symptoms", "steps"),
    [
        (
            "Before.\n\n## One\n\nA.\n\n### Deeper\n\n## Two\n\nB.",
            "Before.",
            ["## One\n\nA.\n\n### Deeper", "## Two\n\nB."],
        ),
        ("Before.\n\n1. A\n2. B", "Before.", ["A", "B"]),
        ("First.\n\n* A\n* B\n\nLast.", "First.", ["* A\n* B\n\nLast."]),
        ("Only this.", "", ["Only this."]),
        ("Code:\n\n```\n## no heading\n\n1. no\n```", "Code:", ["```\n## no heading\n\n1. no\n```"]),
    ],
)
def test_where_steps_begin(pages, text, symptoms, steps):
    case = one(pages, text)
    assert (case.symptoms, case.steps) == (symptoms, steps)


def test_more_sections_than_steps(pages):
    case = one(pages, "\n\n".join(f"## Section {number}\n\nText." for number in range(40)))
    assert len(case.steps) == 30
    assert "## Section 39" in case.steps[-1]


def test_front_matter(pages):
    pages({"en/a.md": """---
title: How to block a lost card
updated: "2024-06-20"
description: What to do
author: [Olha, Petro]
license: CC BY-SA 4.0
taxonomies:
  faq: ["Bank cards"]
extra: {order: 10}
aliases: [/old/place.html]
case:
  kind: practical_case
  phrasings: [My card is gone]
  product: App
  platform: Android
---
Text.
"""})  # fmt: skip
    case = case_at("en/a.md")
    assert (case.kind, case.phrasings, case.product, case.platform) == (
        "practical_case",
        ["My card is gone"],
        "App",
        "Android",
    )
    assert (case.topic_slugs, case.checked_at.date().isoformat()) == (["bank-cards"], "2024-06-20")
    origin = db.session.get(CaseOrigin, case.id)
    assert (origin.credits, origin.licence, origin.front["extra"]) == (["Olha", "Petro"], "CC BY-SA 4.0", {"order": 10})
    assert set(db.session.scalars(db.select(CasePath.path))) == {"en/a", "old/place"}


def test_topics_of_translations(pages):
    def page(name):
        return f"---\ntitle: {TITLE}\ntags: [{name}]\n---\nText."

    pages({"en/a.md": page("Cards"), "ru/a.md": page("Карты")}, topic="bank")
    assert case_at("en/a.md").topic_slugs == case_at("ru/a.md").topic_slugs == ["bank", "cards"]
    found = {topic.slug: topic.names for topic in db.session.scalars(db.select(Topic))}
    assert found == {"bank": {"en": "bank"}, "cards": {"en": "Cards", "ru": "Карты"}}


def test_drafts(pages):
    pages({"en/a.md": PAGE, "en/b.md": PAGE.replace("---\n\n", "draft: true\n---\n\n")})
    assert (case_at("en/a.md").state, case_at("en/b.md").state) == ("published", "draft")
    pages({"en/c.md": PAGE}, state="draft")
    case = case_at("en/c.md")
    assert (case.state, case.status, case.revision, case.published_at) == ("draft", "draft", 0, None)


def test_links_lead_to_cases(pages):
    report = pages({
        "en/a.md": body("See [b](sub/b.md#more), [its index](./sub/), [me](#here), [`code`](sub/b.md 'T'), <https://x.example>.\n\n## Here\n\n[ref]\n\n[ref]: sub/b.md"),
        "en/sub/b.md": body("Back [to a](../a.md).\n\n## Something else {#more}\n\nText.", "The page that is called b"),
        "en/sub/index.md": body("[zola](@/docs/sub/b.md) [root](/en/a) `[code](b.md)`", "The index of the folder"),
    })  # fmt: skip
    a, b, index = (case_at(f"en/{path}") for path in ("a.md", "sub/b.md", "sub/index.md"))
    to_b = f"/cases/{b.id}/{b.slug}"
    assert f"[b]({to_b}#h-step-1-something-else)" in a.symptoms
    assert f"[its index](/cases/{index.id}/{index.slug}), [me](#h-step-1-here), [`code`]({to_b} 'T')" in a.symptoms
    assert a.steps == [f"## Here\n\n[ref]\n\n[ref]: {to_b}"]
    assert b.symptoms == f"Back [to a](/cases/{a.id}/{a.slug})."
    assert 'id="h-step-1-something-else"' in b.steps_html[0]
    assert index.steps == [f"[zola]({to_b}) [root](/cases/{a.id}/{a.slug}) `[code](b.md)`"]
    assert report.files["links"].taken == 8
    assert report.files["links"].left == 0


def test_what_cannot_be_taken_is_told(pages):
    report = pages({
        "en/a.md": body("[out](../../../etc/passwd) [gone](gone.md) [data](data.json) [x](#nothing) ![A *card*](i/card.png) ![](i/x.png)"),
        "en/data.json": "{}",
        "en/_includes/piece.md": "A piece.",
    })  # fmt: skip
    assert case_at("en/a.md").steps == ["out gone data x A *card*"]
    told = left(report)
    assert told["links", "leads out of the folder"] == ["en/a.md: ../../../etc/passwd"]
    assert told["links", "leads to no page of the folder"] == ["en/a.md: gone.md"]
    assert told["links", "leads to a file that is not taken"] == ["en/a.md: data.json"]
    assert told["images", "pictures are not taken; the words for it stay"] == [
        "en/a.md: i/card.png",
        "en/a.md: i/x.png",
    ]
    assert told["files", "a piece that pages include is no page"] == ["en/_includes/piece.md"]
    assert report.adds_up


DIALECTS = [
    ("{% note info %}\n\nText.\n\n{% endnote %}", "> **Note**\n>\n> Text."),
    ('{% note warning "Own *title*" %}\nText.\n{% endnote %}', "> **Own *title***\n>\n> Text."),
    ('{% note tip "" %}\nText.\n{% endnote %}', "> Text."),
    ('{% cut "More" %}\n\n```\n{% note %}\n```\n\n{% endcut %}', "> **More**\n>\n> ```\n> {% note %}\n> ```"),
    ("{% list tabs %}\n\n- One\n\n  Text.\n\n- Two\n\n{% endlist %}", "- One\n\n  Text.\n\n- Two"),
    ("::: danger Hot\nText.\n:::", "> **Hot**\n>\n> Text."),
    ("!!! note\n    Text.\n\n    More.", "> **Note**\n>\n> Text.\n>\n> More."),
    ("A [word](*term).\n\n[*term]: What it means.", "A word.\n\n**term**: What it means."),
    ("#|\n|| **A** | B ||\n|| `a|b` | c\nd ||\n|#", "| **A** | B |\n| --- | --- |\n| `a\\|b` | c d |"),
    ("#|\n|| A | - one\n- two ||\n|| B | C ||\n|#", "A\n\n- one\n- two\n\n***\n\nB\n\nC"),
    ("{% note info %}\n\nNever closed.", "{% note info %}\n\nNever closed."),
    ("{% if a == 1 %} x {% endif %} {{ name }}", "{% if a == 1 %} x {% endif %} {{ name }}"),
]


@pytest.mark.parametrize(("written", "plain"), DIALECTS)
def test_dialects(written, plain):
    from portal.importers.markdown import dialect

    assert dialect.plain(written, "en").strip("\n") == plain
    assert dialect.plain(plain, "en").strip("\n") == plain


def test_notes_are_called_as_in_the_language(pages):
    note = "{% note info %}\n\nX.\n\n{% endnote %}"
    pages({"ru/a.md": body(note), "uk/b.md": body(note)})
    assert "**Примечание**" in case_at("ru/a.md").steps[0]
    assert "**Примітка**" in case_at("uk/b.md").steps[0]


def test_includes(pages):
    report = pages({
        "en/sub/a.md": body("{% include [x](../_includes/p.md) %}\n\n{% include notitle [y](../b.md#two) %} {% include [z](no.md) %}"),
        "en/_includes/p.md": "From [b](../b.md).",
        "en/b.md": body("## One\n\n1.\n\n## Two {#two}\n\nSecond.", "The page that is called b"),
    })  # fmt: skip
    case, b = case_at("en/sub/a.md"), case_at("en/b.md")
    assert case.symptoms == f"From [b](/cases/{b.id}/{b.slug})."
    assert "Second." in case.steps[0]
    assert (report.files["includes"].taken, report.files["includes"].left) == (2, 1)


def test_what_would_cost_too_much_is_kept_as_code(pages):
    text = "> " * 40 + "deep"
    case = one(pages, f"First.\n\n{text}")
    assert case.steps == [f"```\n{text}\n```"]


def test_names_in_three_scripts(pages):
    names = ["uk/Як/Блокувати картку.md", "ru/Карты/ё.md", "en/naïve cafe.md"]
    pages({name: body("See [it](%D0%AF%D0%BA/x.md).", f"Page number {at} of three") for at, name in enumerate(names)})
    assert all(case_at(name) is not None for name in names)


@pytest.mark.parametrize("text", ["", "\n \n", "---\ntitle: Nothing at all\n---\n"])
def test_empty_pages_are_left(pages, text):
    report = pages({"en/a.md": text, "en/b.md": PAGE})
    assert left(report) == {("pages", "there is nothing in it"): ["en/a.md"]}
    assert db.session.scalar(db.select(db.func.count(Case.id))) == 1


def test_pages_longer_than_a_case_are_left(pages):
    report = pages({"en/a.md": body("Text.\n\n" + "word " * 6100)})
    assert [why for _, why in left(report)] == ["it is longer than 30000 characters, which is as long as a case may be"]


def test_pages_far_too_long_are_left_before_they_are_parted(pages, monkeypatch):
    monkeypatch.setattr("portal.importers.markdown.parts.split", None)
    report = pages({"en/a.md": body("Text.\n\n" + "words " * 8000)})
    assert [why for _, why in left(report)] == ["it is longer than 30000 characters, which is as long as a case may be"]


def test_an_escaped_bracket_begins_no_link():
    """To try each of many would also take a time that grows with the square of them."""
    text = r"\[a](b.md) [c\[](d.md)"
    assert links.changed(text, lambda target: f"x/{target}") == r"\[a](b.md) [c\[](x/d.md)"
    assert links.changed("\\[" * 30_000, lambda target: "x") == "\\[" * 30_000
