"""Beginning a translation, bringing it up to date; what is written down of which text it was made from."""

from dataclasses import replace

import pytest

from portal.accounts import queries as accounts
from portal.cases import actions
from portal.cases import content as contents
from portal.cases.models import Case, CaseRevision
from portal.core import drafts
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound, SignInNeeded
from tests import cast as casting
from tests.cases import stage


def words(code="ru", **more):
    fields = {
        "kind": "practical_case",
        "language": code,
        "title": "Карта заблокирована: как разблокировать",
        "symptoms": "Касса пишет `ERR_4001`.",
        "steps": ("Откройте приложение.", "Нажмите **Разблокировать**."),
        "applies_to": ("Приложение", "5.1", "Android"),
    } | more
    return contents.Content(**fields)


def begun(staff, original, code="ru", **more):
    return actions.translate(staff, original.id, language=code, content=words(code, **more))


def published(staff, original, code="ru", **more):
    case = begun(staff, original, code, **more)
    return actions.publish(staff, case.id)


def republished(staff, case, **more):
    """The original says something else from now on."""
    actions.edit(staff, case.id, content=replace(contents.of(case), **more), base_revision=case.latest_revision)
    return actions.publish(staff, case.id)


def noise(staff):
    other = stage.published(staff, title="Another case altogether")
    published(staff, other, "uk", title="Зовсім інше рішення")


def test_it_works(cast):
    noise(cast.stella)
    original = stage.published(cast.stella, visibility="members")
    case = begun(cast.stella, original)
    assert (case.original_id, case.translated_revision, case.behind) == (original.id, 1, "")
    assert (case.language, case.state, case.status, case.owner_id) == ("ru", "draft", "draft", cast.stella.id)
    # The frame is the original's, the words are the translator's.
    assert (case.kind, case.topic_slugs, case.visibility) == ("common_issue", ["cards"], "members")
    assert case.product == "Приложение"
    assert revisions(case) == [(1, 1)]


def revisions(case):
    query = db.select(CaseRevision.number, CaseRevision.translated_revision).where(CaseRevision.case_id == case.id)
    return [tuple(row) for row in db.session.execute(query.order_by(CaseRevision.number))]


def test_a_translation_of_a_translation_hangs_on_the_original(cast):
    original = stage.published(cast.stella)
    russian = published(cast.stella, original)
    republished(cast.stella, original, cause="Four wrong codes.")
    ukrainian = begun(cast.stella, russian, "uk", title="Картку заблоковано: як розблокувати")
    assert (ukrainian.original_id, ukrainian.translated_revision) == (original.id, 2)


@pytest.mark.parametrize("code", ["ru", "en", "de", ""])
def test_a_language_that_is_taken_or_unknown(cast, code):
    original = stage.published(cast.stella)
    begun(cast.stella, original)
    with pytest.raises(Invalid) as refusal:
        begun(cast.stella, original, code)
    assert refusal.value.field == "language"


@pytest.mark.parametrize("state", ["draft", "hidden", "deleted", "archived", "obsolete"])
def test_only_what_readers_see_is_translated(cast, state):
    original = stage.draft(cast.stella) if state == "draft" else stage.published(cast.stella)
    if state in {"hidden", "deleted"}:
        actions.set_status(cast.stella, original.id, state)
    elif state == "archived":
        actions.archive(cast.stella, original.id, reason="old")
    elif state == "obsolete":
        actions.retire(cast.stella, original.id, reason="old")
    with pytest.raises(Invalid):
        begun(cast.stella, original)


@pytest.mark.parametrize(("name", "error"), [("guest", SignInNeeded), ("carla", Forbidden), ("pavel", Forbidden)])
def test_who_may_not(cast, name, error):
    original = stage.published(cast.stella)
    with pytest.raises(error):
        begun(cast.named(name), original)
    case = published(cast.stella, original)
    with pytest.raises(error):
        actions.retranslate(cast.named(name), case.id, content=words(), base_revision=1, original_revision=1)


def test_publishing_stays_a_right_of_its_own(cast):
    sven = accounts.actor_of(casting.make_person("Sven", "staff", publishes=False).id)
    case = begun(sven, stage.published(cast.stella))
    with pytest.raises(Forbidden):
        actions.publish(sven, case.id)


def test_what_is_not_there(cast):
    with pytest.raises(NotFound):
        actions.translate(cast.stella, 999, language="ru", content=words())


def test_brought_up_to_date(cast):
    """What readers see counts until the new text is published."""
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    republished(cast.stella, original, steps=("Open the app.", "Press **Unblock**.", "Wait for a letter."))
    db.session.refresh(case)
    assert (case.behind, case.translated_revision) == ("middle", 1)
    newer = words(steps=("Откройте приложение.", "Нажмите **Разблокировать**.", "Дождитесь письма."))
    actions.retranslate(cast.stella, case.id, content=newer, base_revision=1, original_revision=2)
    assert (case.latest_revision, case.revision, case.behind) == (2, 1, "middle")
    assert revisions(case) == [(1, 1), (2, 2)]
    actions.publish(cast.stella, case.id)
    assert (case.translated_revision, case.behind, case.behind_share) == (2, "", 0)


def test_an_edit_between_keeps_what_it_was_made_from(cast):
    """A slip of the pen mended in the waiting text does not make it older or newer."""
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    republished(cast.stella, original, cause="Four wrong codes in a row.")
    actions.retranslate(cast.stella, case.id, content=words(cause="Четыре кода."), base_revision=1, original_revision=2)
    mended = replace(contents.of(case), cause="Четыре неверных кода.")
    actions.edit(cast.stella, case.id, content=mended, base_revision=2)
    assert revisions(case) == [(1, 1), (2, 2), (3, 2)]
    actions.publish(cast.stella, case.id)
    assert case.behind == ""
    actions.roll_back(cast.stella, case.id, number=1)
    actions.publish(cast.stella, case.id)
    assert (case.translated_revision, case.behind) == (1, "middle")


def test_the_same_text_again_says_that_it_holds(cast):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    republished(cast.stella, original, title="A blocked card: how do I unblock it")
    was = case.version
    actions.retranslate(cast.stella, case.id, content=words(), base_revision=1, original_revision=2)
    assert (case.latest_revision, case.translated_revision, case.behind) == (1, 2, "")
    assert case.version > was


def test_the_original_moves_on_while_one_translates(cast):
    """What was read is written down, not what stands by then."""
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    republished(cast.stella, original, cause="Four wrong codes.")
    republished(cast.stella, original, cause="Five wrong codes, or a lost card, or none of these at all.")
    content = words(cause="Четыре кода.")
    actions.retranslate(cast.stella, case.id, content=content, base_revision=1, original_revision=2)
    actions.publish(cast.stella, case.id)
    assert (case.translated_revision, bool(case.behind)) == (2, True)


@pytest.mark.parametrize("number", [0, 2, 3, 99])
def test_a_revision_that_readers_never_saw(cast, number):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    actions.edit(cast.stella, original.id, content=replace(contents.of(original), cause="x"), base_revision=1)
    with pytest.raises((Invalid, NotFound)):
        actions.retranslate(cast.stella, case.id, content=words(), base_revision=1, original_revision=number)


def test_a_stale_translation_is_a_conflict(cast):
    case = published(cast.stella, stage.published(cast.stella))
    actions.retranslate(cast.ada, case.id, content=words(cause="Ада"), base_revision=1, original_revision=1)
    with pytest.raises(Conflict) as conflict:
        actions.retranslate(cast.stella, case.id, content=words(cause="Стелла"), base_revision=1, original_revision=1)
    assert conflict.value.current.cause == "Ада"


def test_no_case_turns_into_the_language_of_another(cast):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    for each, code in ((case, "en"), (original, "ru")):
        with pytest.raises(Invalid) as refusal:
            actions.edit(cast.stella, each.id, content=replace(contents.of(each), language=code), base_revision=1)
        assert refusal.value.field == "language"
    # A text that waits may want a language that was free then: it is refused when it is to be published.
    actions.edit(cast.stella, case.id, content=replace(contents.of(case), language="uk"), base_revision=1)
    published(cast.stella, original, "uk", title="Картку заблоковано: як розблокувати")
    with pytest.raises(Invalid):
        actions.publish(cast.stella, case.id)


def test_the_original_goes_the_translation_stays(cast, as_):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    actions.archive(cast.stella, original.id, reason="old")
    db.session.commit()
    page = as_(cast.guest).get(f"/cases/{case.id}/{case.slug}")
    assert page.status_code == 200
    assert original.title not in page.text
    assert "original is gone" in as_(cast.stella).get(f"/cases/{case.id}/{case.slug}").text
    desk = as_(cast.stella).get("/cases/translations").text
    assert "Their original is gone" in desk
    with pytest.raises(Invalid):
        begun(cast.stella, case, "uk")


def form(**more):
    fields = {
        "key": "k" * 20,
        "title": "Карта заблокирована: как разблокировать",
        "phrasings": "Карта не работает",
        "symptoms": "Касса пишет `ERR_4001`.",
        "cause": "Три неверных кода.",
        "steps": "1. Откройте приложение.\n2. Нажмите **Разблокировать**.",
        "product": "Приложение",
        "product_version": "5.1",
        "platform": "Android",
        "base_revision": "0",
        "original_revision": "1",
    }
    return fields | more


def test_the_page_begins(cast, as_):
    original = stage.published(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    page = stella.get(f"/cases/{original.id}/translate/ru")
    for text in ("Three wrong codes.", "2. Press **Unblock**.", 'name="original_revision" type="hidden" value="1"'):
        assert text in page.text
    assert 'name="product" type="text" value="App"' in page.text
    answer = stella.post(f"/cases/{original.id}/translate/ru", data=form())
    assert answer.status_code == 303
    again = stella.post(f"/cases/{original.id}/translate/ru", data=form())
    assert again.location == answer.location  # sent twice, made once
    case = db.session.scalars(db.select(Case).where(Case.original_id == original.id)).one()
    assert (case.language, case.steps[1], case.phrasings) == (
        "ru",
        "Нажмите **Разблокировать**.",
        ["Карта не работает"],
    )
    there = stella.get(f"/cases/{original.id}/translate/ru")
    assert (there.status_code, there.location) == (303, f"/cases/{case.id}/translation")
    taken = stella.post(f"/cases/{original.id}/translate/ru", data=form(key="q" * 20, title="Совсем другой заголовок"))
    assert taken.status_code == 422
    assert "already in this language" in taken.text
    assert "Совсем другой заголовок" in taken.text


def test_the_page_shows_what_changed_and_saves(cast, as_):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    republished(cast.stella, original, cause="Four wrong codes.")
    db.session.commit()
    stella = as_(cast.stella)
    page = stella.get(f"/cases/{case.id}/translation")
    assert "<del>Three wrong codes.</del>" in page.text
    assert "<ins>Four wrong codes.</ins>" in page.text
    sent = form(base_revision="1", original_revision="2", cause="Четыре неверных кода.")
    answer = stella.post(f"/cases/{case.id}/translation", data=sent)
    assert answer.location == f"/cases/{case.id}/history/2"
    assert revisions(case) == [(1, 1), (2, 2)]


def test_the_page_shows_the_conflict_and_keeps_the_text(cast, as_):
    case = published(cast.stella, stage.published(cast.stella))
    actions.retranslate(cast.ada, case.id, content=words(cause="Слово Ады"), base_revision=1, original_revision=1)
    db.session.commit()
    page = as_(cast.stella).post(f"/cases/{case.id}/translation", data=form(base_revision="1", cause="Слово Стеллы"))
    assert page.status_code == 409
    for text in ("Слово Ады", "Слово Стеллы</textarea>", 'name="base_revision" type="hidden" value="2"'):
        assert text in page.text.replace("\n", "")


@pytest.mark.parametrize(("field", "value"), [("title", ""), ("title", "Мало"), ("cause", "x" * 10_001)])
def test_bad_input_stands_beside_its_field(cast, as_, field, value):
    original = stage.published(cast.stella)
    db.session.commit()
    page = as_(cast.stella).post(f"/cases/{original.id}/translate/ru", data=form(**{field: value}))
    assert page.status_code == 422
    assert f'id="{field}-error"' in page.text
    assert "Откройте приложение." in page.text


@pytest.mark.parametrize("number", ["", "x", "-1", "7", "9" * 30])
def test_a_bad_number_of_the_original(cast, as_, number):
    original = stage.published(cast.stella)
    db.session.commit()
    answer = as_(cast.stella).post(f"/cases/{original.id}/translate/ru", data=form(original_revision=number))
    assert answer.status_code in {303, 422}


def test_the_preview_and_the_draft(cast, as_):
    original = stage.published(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    page = stella.post(f"/cases/{original.id}/translate/ru", data=form(preview="1"))
    assert "<strong>Разблокировать</strong>" in page.text
    place = f"translate-{original.id}-ru"
    kept = stella.put(f"/cases/draft/{place}", json={"fields": {"title": "Начато и не кончено", "steps": "1. Раз"}})
    assert kept.status_code == 204
    assert "Начато и не кончено" in stella.get(f"/cases/{original.id}/translate/ru").text
    stella.post(f"/cases/{original.id}/translate/ru", data=form())
    assert drafts.load(cast.stella, place) == {}


def test_an_original_that_goes_meanwhile_takes_no_text_along(cast, as_):
    original = stage.published(cast.stella)
    case = published(cast.stella, original)
    actions.set_status(cast.stella, original.id, "hidden")
    db.session.commit()
    stella = as_(cast.stella)
    for path, place in (
        (f"/cases/{original.id}/translate/uk", f"translate-{original.id}-uk"),
        (f"/cases/{case.id}/translation", f"translation-{case.id}"),
    ):
        answer = stella.post(path, data=form(base_revision="1"))
        assert answer.status_code == 303
        assert drafts.load(cast.stella, place)["cause"] == "Три неверных кода."
        assert "kept as a draft" in stella.get(answer.location).text


def test_doors(cast, as_):
    original = stage.published(cast.stella)
    draft = stage.draft(cast.stella, title="Not published until now")
    db.session.commit()
    stella = as_(cast.stella)
    assert as_(cast.carla).get(f"/cases/{original.id}/translate/ru").status_code == 403
    assert stella.get(f"/cases/{original.id}/translate/de").status_code == 404
    assert stella.get("/cases/999/translate/ru").status_code == 404
    assert stella.get(f"/cases/{draft.id}/translate/ru").location == f"/cases/{draft.id}/translations"
    assert stella.get(f"/cases/{original.id}/translation").location == f"/cases/{original.id}/translations"


@pytest.mark.parametrize(("path", "most"), [("translate/uk", 6), ("translations", 4)])
def test_the_pages_cost(cast, as_, count_queries, path, most):
    original = stage.published(cast.stella)
    published(cast.stella, original)
    db.session.commit()
    stella = as_(cast.stella)
    with count_queries() as statements:
        assert stella.get(f"/cases/{original.id}/{path}").status_code == 200
    assert len(statements) <= most, statements
