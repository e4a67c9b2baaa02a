"""Two cases that say the same: joined, parted, called up to date; and what is refused."""

from dataclasses import replace

import pytest

from portal.cases import actions, queries
from portal.cases import content as contents
from portal.cases.models import Case
from portal.cases.queries import recounts
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.cases import stage
from tests.cases.test_translate import published, republished


def russian(staff, **more):
    return stage.published(staff, **({"language": "ru", "title": "Карта заблокирована, что делать"} | more))


def test_it_works(cast):
    original, case = stage.published(cast.stella), russian(cast.stella)
    was = original.version
    actions.link_translation(cast.stella, case.id, original_id=original.id, matches=True)
    assert (case.original_id, case.translated_revision, case.behind) == (original.id, 1, "")
    assert original.version > was
    actions.unlink_translation(cast.stella, case.id)
    assert (case.original_id, case.translated_revision, case.behind) == (None, None, "")
    assert case.title == "Карта заблокирована, что делать"


@pytest.mark.parametrize(
    "typed", ["{id}", "#{id}", "№ {id}", "http://localhost/cases/{id}/the-slug?for=x", "/cases/{id}"]
)
def test_by_number_or_by_address(cast, as_, typed):
    original, case = stage.published(cast.stella), russian(cast.stella)
    db.session.commit()
    client = as_(cast.stella)
    assert f"№ {case.id}<" in client.get(f"/cases/{case.id}/{case.slug}").text
    sent = {"case": typed.format(id=original.id), "role": "translation"}
    assert client.post(f"/cases/{case.id}/translations", data=sent).status_code == 303
    assert db.session.get(Case, case.id).original_id == original.id


@pytest.mark.parametrize(
    "typed", ["", "https://elsewhere.example/cases/1", "the first one", "/questions/1", "1 2", "٣"]
)
def test_what_is_no_case_of_ours(cast, as_, typed):
    case = russian(cast.stella)
    db.session.commit()
    answer = as_(cast.stella).post(f"/cases/{case.id}/translations", data={"case": typed, "role": "translation"})
    assert answer.status_code == 422
    assert typed in answer.text, "nothing typed is lost"


def test_nobody_compared_them_yet(cast):
    original, case = stage.published(cast.stella), russian(cast.stella)
    actions.link_translation(cast.stella, case.id, original_id=original.id)
    assert (case.translated_revision, case.behind) == (None, "unknown")
    actions.mark_current(cast.stella, case.id, revision=1)
    assert (case.translated_revision, case.behind) == (1, "")
    # Also of the text that was there: publishing it again does not forget it.
    actions.publish(cast.stella, case.id)
    assert (case.translated_revision, case.behind) == (1, "")


def test_again_is_the_same(cast):
    original, case = stage.published(cast.stella), russian(cast.stella)
    for _ in range(2):
        actions.link_translation(cast.stella, case.id, original_id=original.id)
    assert case.original_id == original.id


def test_to_a_translation_means_to_its_original(cast):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    third = russian(cast.stella, language="uk", title="Картку заблоковано, що робити")
    actions.link_translation(cast.stella, third.id, original_id=case.id)
    assert third.original_id == original.id


def refused(staff, case, original):
    with pytest.raises(Invalid) as refusal:
        actions.link_translation(staff, case.id, original_id=original.id if isinstance(original, Case) else original)
    assert refusal.value.field == "original"
    return str(refusal.value.text)


def test_no_circle(cast):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    assert "this one, or a translation of it" in refused(cast.stella, original, original)
    assert "this one, or a translation of it" in refused(cast.stella, original, case)
    assert original.original_id is None


def test_one_that_has_translations(cast):
    first, second = stage.published(cast.stella), russian(cast.stella)
    published(cast.stella, second, "uk", title="Картку заблоковано, що робити")
    assert "translations of its own" in refused(cast.stella, second, first)


def test_one_that_has_another_original(cast):
    case = published(cast.stella, stage.published(cast.stella))
    other = stage.published(cast.stella, title="The original of another group")
    assert "already" in refused(cast.stella, case, other)


def test_the_same_language_and_one_that_is_taken(cast):
    original = stage.published(cast.stella)
    assert "same language" in refused(
        cast.stella, stage.published(cast.stella, title="Another one in English"), original
    )
    published(cast.stella, original)
    assert "already in this language" in refused(cast.stella, russian(cast.stella), original)


@pytest.mark.parametrize("state", ["hidden", "deleted"])
def test_a_language_taken_by_what_nobody_sees(cast, state):
    original = stage.published(cast.stella)
    actions.set_status(cast.stella, published(cast.stella, original).id, state)
    assert "already in this language" in refused(cast.stella, russian(cast.stella), original)


@pytest.mark.parametrize("state", ["missing", "draft", "hidden", "deleted", "archived"])
def test_an_original_that_readers_do_not_see(cast, state):
    case = russian(cast.stella)
    original = stage.draft(cast.stella) if state == "draft" else stage.published(cast.stella)
    if state in {"hidden", "deleted"}:
        actions.set_status(cast.stella, original.id, state)
    elif state == "archived":
        actions.archive(cast.stella, original.id, reason="old")
    refused(cast.stella, case, 999 if state == "missing" else original)


@pytest.mark.parametrize("name", ["carla", "pavel", "nils"])
def test_who_may_not(cast, name):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    who = cast.named(name)
    for act in (actions.unlink_translation, actions.mark_current):
        with pytest.raises(Forbidden):
            act(who, case.id)
    with pytest.raises(Forbidden):
        actions.link_translation(who, original.id, original_id=case.id)


def test_what_is_not_there_or_no_translation(cast):
    original = stage.published(cast.stella)
    for act in (actions.unlink_translation, actions.mark_current):
        with pytest.raises(NotFound):
            act(cast.stella, 999)
        with pytest.raises(Invalid):
            act(cast.stella, original.id)


def test_another_revision_than_was_looked_at(cast):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    republished(cast.stella, original, cause="Four wrong codes.")
    with pytest.raises(Conflict):
        actions.mark_current(cast.stella, case.id, revision=1)
    actions.mark_current(cast.stella, case.id, revision=2)
    assert case.behind == ""


def test_every_publication_is_measured(cast):
    original = stage.published(cast.stella)
    ru = published(cast.stella, original)
    uk = published(cast.stella, original, "uk", title="Картку заблоковано: як розблокувати")
    republished(cast.stella, original, cause="Five wrong codes, one after another.")
    assert {ru.behind, uk.behind} == {"middle"}
    actions.mark_current(cast.stella, uk.id)
    republished(cast.stella, original, steps=("Telephone us.", "Name your card.", "Wait.", "Press **Unblock**."))
    assert (ru.behind, uk.behind) == ("large", "large")
    assert list(recounts.translations()) == []
    # A text that waits moves nothing, and the original going back to what it said does.
    actions.edit(cast.stella, original.id, content=replace(contents.of(original), cause="x"), base_revision=3)
    assert list(recounts.translations()) == []
    actions.roll_back(cast.stella, original.id, number=1)
    actions.publish(cast.stella, original.id)
    assert (ru.behind, ru.translated_revision, original.revision) == ("", 1, 5)
    assert uk.behind


def test_the_doctor_finds_what_drifted(cast):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    third = published(cast.stella, original, "uk", title="Картку заблоковано: як розблокувати")
    case.behind, case.behind_share = "large", 70
    third.original_id = case.id
    db.session.flush()
    found = "\n".join(recounts.translations())
    assert f"case {case.id}: " in found
    assert f"case {third.id}: " in found


def test_siblings_are_told(cast):
    """Publishing, hiding and bringing back change what the other pages offer."""
    original = stage.published(cast.stella)
    case = actions.translate(
        cast.stella, original.id, language="ru", content=replace(contents.of(original), title="Карта заблокирована")
    )
    third = published(cast.stella, original, "uk", title="Картку заблоковано: як розблокувати")

    def moved(act):
        db.session.flush()
        was = original.version, third.version
        act()
        db.session.flush()
        db.session.expire_all()
        return original.version > was[0] and third.version > was[1]

    assert moved(lambda: actions.publish(cast.stella, case.id))
    assert moved(lambda: actions.set_status(cast.stella, case.id, "hidden"))
    assert moved(lambda: actions.set_status(cast.stella, case.id, "live"))
    assert moved(lambda: actions.retire(cast.stella, case.id, reason="old"))
    assert moved(lambda: actions.revive(cast.stella, case.id))
    assert moved(lambda: actions.archive(cast.stella, case.id, reason="old"))
    assert moved(lambda: actions.restore(cast.stella, case.id))
    assert moved(lambda: actions.unlink_translation(cast.stella, case.id))


def test_the_page_joins_and_parts(cast, as_):
    original, case = stage.published(cast.stella), russian(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    path = f"/cases/{original.id}/translations"
    assert "Translate: Українська" in stella.get(path).text
    assert stella.post(path, data={"case": case.id, "role": "original", "compared": "y"}).status_code == 303
    db.session.refresh(case)
    assert (case.original_id, case.behind) == (original.id, "")
    stella.post(f"/cases/{case.id}/translations/part")
    db.session.refresh(case)
    assert case.original_id is None
    assert stella.post(path, data={"case": case.id, "role": "translation"}).status_code == 303
    db.session.refresh(original)
    assert (original.original_id, original.behind) == (case.id, "unknown")
    page = stella.get(path)
    assert "Not compared yet" in page.text
    stella.post(f"/cases/{original.id}/translations/current", data={"revision": 1})
    assert "Up to date" in stella.get(path).text


@pytest.mark.parametrize("number", ["", "x", "0", "999", "9" * 30])
def test_a_bad_number_stands_beside_its_field(cast, as_, number):
    original = stage.published(cast.stella)
    db.session.commit()
    page = as_(cast.stella).post(f"/cases/{original.id}/translations", data={"case": number, "role": "original"})
    assert page.status_code == 422
    assert 'id="case-error"' in page.text


def test_a_refusal_says_why(cast, as_):
    original = stage.published(cast.stella)
    other = stage.published(cast.stella, title="Another one in English")
    db.session.commit()
    stella = as_(cast.stella)
    page = stella.post(f"/cases/{original.id}/translations", data={"case": other.id, "role": "original"})
    assert "Both cases are in the same language." in page.text
    page = stella.post(f"/cases/{original.id}/translations/part", follow_redirects=True)
    assert "not a translation" in page.text
    assert stella.post(f"/cases/{original.id}/translations/current", data={"revision": "x"}).status_code == 422


def test_the_desk(cast, as_, count_queries):
    """Behind ones first by size; what many read and nobody translated, with its languages."""
    long = " ".join(f"word{chr(97 + n // 26)}{chr(97 + n % 26)}" for n in range(99))
    small, large = (
        stage.published(cast.stella, cause=long),
        stage.published(cast.stella, title="How to pay with two cards"),
    )
    for original, title in ((small, "Карта заблокирована совсем"), (large, "Как платить двумя картами")):
        published(cast.stella, original, title=title)
    republished(cast.stella, small, title="A blocked card: how one unblocks it")
    republished(cast.stella, large, steps=("Telephone us.", "Wait."))
    large.view_count = 70
    db.session.commit()
    assert [(row.original_id, row.behind) for row in queries.behind(cast.stella).rows] == [
        (large.id, "large"),
        (small.id, "small"),
    ]
    first = queries.behind(cast.stella, size=1)
    assert [row.original_id for row in queries.behind(cast.stella, first.next, size=1).rows] == [small.id]
    assert [(row.id, row.missing) for row in queries.untranslated(cast.stella)] == [
        (large.id, ("uk",)),
        (small.id, ("uk",)),
    ]
    assert queries.desk_counts(cast.stella)["translations"] == 2
    stella = as_(cast.stella)
    with count_queries() as statements:
        page = stella.get("/cases/translations")
    assert len(statements) <= 5, statements
    assert page.text.index("Large change") < page.text.index("Small change")
    assert as_(cast.carla).get("/cases/translations").status_code == 403
    assert as_(cast.guest).get("/cases/translations").status_code in {302, 303, 401}
    with pytest.raises(Forbidden):
        queries.behind(cast.carla)
