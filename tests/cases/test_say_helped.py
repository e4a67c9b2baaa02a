import pytest

from portal.cases import actions, queries
from portal.cases.models import Case, CaseFeedback
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded
from tests.cases import stage


def test_it_works(cast):
    case = stage.published(cast.stella)
    actions.say_helped(cast.carla, case.id, helped=True)
    actions.say_helped(cast.amir, case.id, helped=False, reason="unclear", text=" Which button? ")
    actions.say_helped(cast.guest, case.id, helped=True)
    actions.say_helped(cast.guest, case.id, helped=False, reason="other")
    db.session.commit()
    assert (case.helped_count, case.not_helped_count) == (2, 2)
    said = db.session.scalars(db.select(CaseFeedback).where(CaseFeedback.person_id == cast.amir.id)).one()
    assert (said.revision, said.reason, said.text) == (1, "unclear", "Which button?")


def test_a_member_has_one_word(cast):
    case = stage.published(cast.stella)
    actions.say_helped(cast.carla, case.id, helped=False, reason="outdated", text="Old")
    actions.publish(cast.stella, case.id)
    said = actions.say_helped(cast.carla, case.id, helped=True, reason="outdated", text="kept no more")
    assert (case.helped_count, case.not_helped_count) == (1, 0)
    assert (said.reason, said.text) == ("", "")


def test_of_the_revision_that_was_read(cast):
    case = stage.published(cast.stella)
    case.revision = case.latest_revision = 4
    db.session.flush()
    assert actions.say_helped(cast.carla, case.id, helped=True, revision=3).revision == 3
    assert actions.say_helped(cast.amir, case.id, helped=True, revision=9).revision == 4


@pytest.mark.parametrize("wrong", [{"reason": "because"}, {"text": "x" * 601}])
def test_wrong_words(cast, wrong):
    case = stage.published(cast.stella)
    with pytest.raises(Invalid):
        actions.say_helped(cast.carla, case.id, helped=False, **wrong)


def test_only_of_what_readers_see(cast):
    draft, staff = stage.draft(cast.stella), stage.published(cast.stella, visibility="staff")
    for actor, case in ((cast.stella, draft), (cast.carla, draft), (cast.carla, staff), (cast.guest, staff)):
        with pytest.raises(NotFound):
            actions.say_helped(actor, case.id, helped=True)


def test_a_member_on_the_page(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    carla = as_(cast.carla)
    assert carla.post(f"/cases/{case.id}/feedback", data={"helped": "yes", "revision": "1"}).status_code == 303
    assert "You said that it helped." in carla.get(f"/cases/{case.id}/{case.slug}").text
    answer = carla.post(f"/cases/{case.id}/feedback", data={"helped": "no", "reason": "unclear", "text": "canaryvoice"})
    assert answer.status_code == 303
    assert db.session.get(Case, case.id).not_helped_count == 1
    for who, sees in ((cast.stella, True), (cast.pavel, True), (cast.amir, False), (cast.guest, False)):
        assert ("canaryvoice" in as_(who).get(f"/cases/{case.id}/{case.slug}").text) is sees, who.name


def test_a_guest_on_a_page_of_its_own(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    guest = as_(cast.guest)
    shown = guest.get(f"/cases/{case.id}/{case.slug}")
    assert "Set-Cookie" not in shown.headers
    assert "csrf_token" not in shown.text
    page = guest.get(f"/cases/{case.id}/feedback?helped=no")
    assert page.status_code == 200
    assert guest.post(f"/cases/{case.id}/feedback", data={"helped": "no"}).status_code == 303
    assert guest.post(f"/cases/{case.id}/feedback", data={}).status_code == 422
    assert guest.post(f"/cases/{case.id}/feedback", data={"helped": "no", "text": "x" * 601}).status_code == 422
    assert guest.post(f"/cases/{case.id}/feedback", data={"helped": "no", "reason": "zzz"}).status_code == 422
    assert db.session.get(Case, case.id).not_helped_count == 1


def test_praise_of_a_guest_is_one_button(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    guest = as_(cast.guest)
    page = guest.get(f"/cases/{case.id}/feedback?helped=yes").text
    assert "What was wrong?" not in page
    assert "<textarea" not in page
    assert '<input type="hidden" name="helped" value="yes">' in page
    assert "What was wrong?" in guest.get(f"/cases/{case.id}/feedback?helped=no").text
    answer = guest.post(f"/cases/{case.id}/feedback", data={"helped": "yes", "revision": "1"})
    assert answer.location == f"/cases/{case.id}/{case.slug}?said=yes#helped"
    assert db.session.get(Case, case.id).helped_count == 1
    thanks = guest.get(answer.location)
    assert "Set-Cookie" not in thanks.headers
    assert thanks.text.count("Thank you for saying so.") == 1
    assert thanks.text.index('id="helped"') < thanks.text.index("Thank you for saying so.")
    assert "Thank you" not in as_(cast.guest).get(f"/cases/{case.id}/{case.slug}?said=maybe").text


def test_a_member_comes_back_to_where_it_was_asked(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    answer = as_(cast.carla).post(f"/cases/{case.id}/feedback", data={"helped": "yes", "revision": "1"})
    assert answer.location == f"/cases/{case.id}/{case.slug}#helped"


@pytest.mark.parametrize("name", ["carla", "guest"])
def test_whom_it_did_not_help_is_shown_the_way_on(cast, as_, name):
    case = stage.published(cast.stella, title="Points are late")
    db.session.commit()
    client = as_(getattr(cast, name))
    assert "/ask?title=" not in client.get(f"/cases/{case.id}/{case.slug}").text
    answer = client.post(f"/cases/{case.id}/feedback", data={"helped": "no"}, follow_redirects=True)
    assert "/ask?title=Points+are+late&amp;to=support" in answer.text
    assert '/ask?title=Points+are+late"' in answer.text


def test_reasons_are_for_the_team(cast, as_):
    case = stage.published(cast.stella)
    actions.say_helped(cast.guest, case.id, helped=False, reason="outdated", text="canaryvoice")
    db.session.commit()
    assert "canaryvoice" in as_(cast.pavel).get(f"/cases/{case.id}/voices").text
    assert as_(cast.carla).get(f"/cases/{case.id}/voices").status_code == 403
    assert as_(cast.guest).get(f"/cases/{case.id}/voices").status_code == 302
    with pytest.raises(Forbidden):
        queries.voices(cast.carla, case.id)
    with pytest.raises(SignInNeeded):
        queries.voices_of(cast.guest, case.id)


def test_no_feedback_page_for_a_draft(cast, as_):
    case = stage.draft(cast.stella)
    db.session.commit()
    assert as_(cast.stella).get(f"/cases/{case.id}/feedback").status_code == 404
    assert as_(cast.guest).get(f"/cases/{case.id}/feedback").status_code == 404
