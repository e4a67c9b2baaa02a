"""Handing a text over, comments on it, sending it back; publishing as a right of its own."""

import pytest

from portal.accounts import actions as accounts_actions
from portal.accounts import queries as accounts
from portal.cases import actions, queries
from portal.cases.models import CaseNote
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.notifications.models import News, Notice
from tests import cast as casting
from tests.cases import stage
from tests.cases.test_life import edit


@pytest.fixture
def sven(cast):
    return accounts.actor_of(casting.make_person("Sven", "staff", publishes=False).id)


def told(code):
    rows = db.select(Notice.person_id).join(News, News.id == Notice.news_id).where(News.code == code)
    return set(db.session.scalars(rows))


def test_it_works(cast, sven, as_):
    case = stage.draft(sven)
    db.session.commit()
    client = as_(sven)
    page = client.get(f"/cases/{case.id}/{case.slug}").text
    assert "Hand over for review" in page
    assert f"/cases/{case.id}/publish" not in page
    assert client.post(f"/cases/{case.id}/publish", data={"revision": 1}).status_code == 403
    assert client.post(f"/cases/{case.id}/submit", data={"revision": 1}).status_code == 303
    assert (case.state, case.review, case.status) == ("in_review", "asked", "draft")
    assert told("case.submitted") == {cast.stella.id, cast.ada.id}
    stella = as_(cast.stella)
    assert case.title in stella.get("/cases/desk?part=review").text
    assert stella.post(f"/cases/{case.id}/publish", data={"revision": 1}).status_code == 303
    assert (case.state, case.review, case.status) == ("published", "", "live")


def test_sent_back_with_a_reason(cast, sven, as_):
    case = stage.draft(sven)
    actions.submit(sven, case.id)
    db.session.commit()
    stella = as_(cast.stella)
    assert stella.post(f"/cases/{case.id}/send-back", data={"reason": " "}).status_code == 422
    assert stella.post(f"/cases/{case.id}/send-back", data={"reason": "Step two is wrong."}).status_code == 303
    assert (case.state, case.review) == ("draft", "returned")
    assert told("case.sent_back") == {sven.id}
    page = as_(sven).get(f"/cases/{case.id}/history/1").text
    assert "Step two is wrong." in page
    with pytest.raises(Invalid):
        actions.send_back(cast.stella, case.id, reason="again")


def test_whoever_wrote_it_takes_it_back_without_a_reason(cast, sven, as_):
    case = stage.draft(sven)
    actions.submit(sven, case.id)
    db.session.commit()
    client = as_(sven)
    page = client.get(f"/cases/{case.id}/{case.slug}").text
    assert "Take it back" in page
    assert "Send back" not in page
    others = as_(cast.stella).get(f"/cases/{case.id}/{case.slug}").text
    assert "Send back" in others
    assert "Take it back" not in others
    with pytest.raises(Forbidden):
        actions.take_back(cast.stella, case.id)
    assert "<textarea" not in client.get(f"/cases/{case.id}/send-back").text
    assert client.post(f"/cases/{case.id}/send-back").status_code == 303
    assert (case.state, case.review) == ("draft", "")
    assert told("case.sent_back") == set()
    assert client.post(f"/cases/{case.id}/send-back").status_code == 422
    edit(cast.stella, case)
    actions.submit(cast.stella, case.id)
    assert actions.own_text(cast.stella, case)
    actions.take_back(sven, case.id)
    assert case.state == "draft", "the draft that he began"


def test_both_who_may_take_a_draft_back_are_offered_it_and_nobody_else(cast, sven, as_):
    """Sven began the draft, Stella wrote its newest text; Ada did neither."""
    case = stage.draft(sven)
    edit(cast.stella, case)
    actions.submit(cast.stella, case.id)
    db.session.commit()
    for actor, offered, other in (
        (sven, "Take it back", "Send back"),
        (cast.stella, "Take it back", "Send back"),
        (cast.ada, "Send back", "Take it back"),
    ):
        for path in (f"/cases/{case.id}/{case.slug}", f"/cases/{case.id}/history/{case.latest_revision}"):
            page = as_(actor).get(path).text
            assert offered in page, (actor.name, path)
            assert other not in page, (actor.name, path)
        assert ("<textarea" in as_(actor).get(f"/cases/{case.id}/send-back").text) == (actor.name == cast.ada.name)
    assert as_(cast.stella).post(f"/cases/{case.id}/send-back").status_code == 303
    assert (case.state, case.review) == ("draft", "")


def test_who_may_publish_may_also_ask_for_a_second_look(cast, as_):
    case = stage.draft(cast.stella)
    db.session.commit()
    client = as_(cast.stella)
    page = client.get(f"/cases/{case.id}/{case.slug}").text
    assert f"/cases/{case.id}/publish" in page
    assert f"/cases/{case.id}/submit" in page
    assert client.post(f"/cases/{case.id}/submit", data={"revision": 1}).status_code == 303
    assert case.state == "in_review"


def test_a_newer_text_of_a_published_case(cast, sven):
    case = stage.published(cast.stella)
    with pytest.raises(Invalid):
        actions.submit(sven, case.id)
    edit(sven, case)
    with pytest.raises(Conflict):
        actions.submit(sven, case.id, revision=1)
    actions.submit(sven, case.id, revision=2)
    assert (case.state, case.review, case.revision) == ("published", "asked", 1)
    actions.submit(sven, case.id, revision=2)
    assert db.session.query(News).filter_by(code="case.submitted").count() == 1, "again tells nobody"
    actions.publish(cast.stella, case.id, revision=2)
    assert (case.review, case.revision) == ("", 2)


def test_what_readers_need_is_asked_for_before(cast, sven):
    case = stage.draft(sven, steps=())
    with pytest.raises(Invalid):
        actions.submit(sven, case.id)


def test_comments(cast, sven, as_):
    case = stage.draft(sven)
    db.session.commit()
    stella, address = as_(cast.stella), f"/cases/{case.id}/history/1/notes"
    refused = stella.post(address, data={"part": "steps", "text": ""})
    assert refused.status_code == 422
    kept = stella.post(address, data={"part": "steps", "text": "x" * 1001})
    assert kept.status_code == 422
    assert "x" * 1001 in kept.text, "nothing typed is lost"
    assert stella.post(address, data={"part": "steps", "text": "<b>Which</b> app?"}).status_code == 303
    note = db.session.query(CaseNote).one()
    page = as_(sven).get(f"/cases/{case.id}/history/1").text
    assert "&lt;b&gt;Which&lt;/b&gt; app?" in page
    assert as_(sven).post(f"/cases/notes/{note.id}").status_code == 303
    assert note.settled_by_id == sven.id
    for wrong in ({"part": "nothing", "text": "x"}, {"text": "x", "part": "kind"}):
        assert stella.post(address, data=wrong).status_code == 422
    with pytest.raises(NotFound):
        actions.note(cast.stella, case.id, revision=9, text="x")
    with pytest.raises(NotFound):
        actions.note(cast.carla, case.id, revision=1, text="x")
    with pytest.raises(NotFound):
        actions.settle_note(cast.stella, 999)
    assert as_(cast.carla).post(f"/cases/notes/{note.id}").status_code == 403


def test_the_right_is_given_and_taken_by_admins(cast, sven, as_):
    case = stage.draft(sven)
    with pytest.raises(Forbidden):
        accounts_actions.set_publishing(cast.stella, person_id=sven.id, on=True)
    with pytest.raises(Forbidden):
        accounts_actions.set_publishing(cast.ada, person_id=cast.carla.id, on=True)
    db.session.commit()
    address = f"/staff/people/{sven.id}/publishing"
    assert as_(cast.stella).post(address, data={"on": "1"}).status_code == 403
    assert as_(cast.ada).post(address, data={"on": "1"}).status_code == 303
    actions.publish(accounts.actor_of(sven.id), case.id)
    accounts_actions.set_publishing(cast.ada, person_id=sven.id, on=False)
    with pytest.raises(Forbidden):
        actions.publish(accounts.actor_of(sven.id), case.id)


def test_it_goes_with_the_role(cast):
    accounts_actions.set_role(cast.ada, person_id=cast.stella.id, role="member")
    accounts_actions.set_role(cast.ada, person_id=cast.stella.id, role="staff")
    assert not accounts.actor_of(cast.stella.id).publishes


def test_the_desk_costs_two_queries(cast, as_, count_queries):
    for number in range(6):
        edit(cast.stella, stage.published(cast.stella, title=f"Case {number} with a newer text"))
    db.session.commit()
    client = as_(cast.stella)
    with count_queries() as statements:
        assert client.get("/cases/desk?part=pending").status_code == 200
    assert len(statements) <= 3, statements
    assert queries.desk_counts(cast.stella)["pending"] == 6
