import pytest

from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound, SignInNeeded
from portal.core.refs import Ref
from portal.moderation import actions, queries
from portal.moderation.models import Flag, QueueItem


def flag(actor, ref, reason="spam", **more):
    done = actions.flag(actor, ref, reason=reason, **more)
    db.session.commit()
    return done


def test_it_works(cast, question):
    assert flag(cast.nils, question, "rude", text="He calls me names.")
    item = db.session.scalars(db.select(QueueItem)).one()
    assert (item.why, item.flag_count, item.kind, item.thing_id) == ("flagged", 1, "question", question.id)
    assert [each.flag.reason for each in queries.open_flags(question)] == ["rude"]


def test_twice_is_once(cast, question):
    assert flag(cast.nils, question)
    assert not flag(cast.nils, question, "rude")
    assert db.session.scalar(db.select(db.func.count()).select_from(Flag)) == 1
    assert db.session.scalars(db.select(QueueItem)).one().flag_count == 1


def test_two_people_make_one_item(cast, question):
    flag(cast.nils, question)
    flag(cast.amir, question, "rude")
    assert db.session.scalars(db.select(QueueItem)).one().flag_count == 2


def test_again_after_a_decision(cast, question):
    flag(cast.nils, question)
    actions.decide(cast.stella, question, verb="keep", reason="fine")
    db.session.commit()
    assert flag(cast.nils, question)
    assert queries.counts() == {("flagged", "question"): 1}


def test_not_ones_own(cast, question):
    with pytest.raises(Forbidden):
        flag(cast.carla, question)


def test_not_by_guests(cast, question, client):
    with pytest.raises(SignInNeeded):
        flag(cast.guest, question)
    assert client.get(f"/flag/question/{question.id}").status_code == 302


@pytest.mark.parametrize("status", ["hidden", "waiting", "deleted", "draft"])
def test_what_one_does_not_see_is_not_found(cast, make_question, as_, status):
    hidden = Ref("question", make_question(status=status))
    with pytest.raises(NotFound):
        flag(cast.nils, hidden)
    there = as_(cast.nils).get(f"/flag/question/{hidden.id}")
    missing = as_(cast.nils).get("/flag/question/999999")
    assert (there.status_code, missing.status_code) == (404, 404)


def test_staff_cannot_flag_what_is_not_public(cast, make_question):
    with pytest.raises(Conflict):
        flag(cast.stella, Ref("question", make_question(status="hidden")))


@pytest.mark.parametrize("kind", ["person", "topic", "nonsense", "decision"])
def test_only_what_can_be_moderated(cast, as_, kind):
    assert as_(cast.nils).get(f"/flag/{kind}/1").status_code == 404


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({"reason": "nonsense"}, "reason"),
        ({"reason": "other"}, "text"),
        ({"reason": "other", "text": "   "}, "text"),
        ({"reason": "spam", "text": "x" * 601}, "text"),
        ({"reason": "duplicate"}, "target"),
        ({"reason": "duplicate", "target_id": 999999}, "target"),
    ],
)
def test_what_will_not_do(cast, question, given, field):
    with pytest.raises(Invalid) as refusal:
        flag(cast.nils, question, **given)
    assert refusal.value.field == field


def test_duplicate_needs_another_question(cast, question, make_question):
    with pytest.raises(Invalid):
        flag(cast.nils, question, "duplicate", target_id=question.id)
    with pytest.raises(Invalid):
        flag(cast.nils, question, "duplicate", target_id=make_question(status="hidden"))
    assert flag(cast.nils, question, "duplicate", target_id=make_question())


def test_the_page(cast, question, as_):
    client = as_(cast.nils)
    assert "Flag a post" in client.get(f"/flag/question/{question.id}").text
    wrong = client.post(f"/flag/question/{question.id}", data={"reason": "other", "text": ""})
    assert wrong.status_code == 422
    assert "what is wrong" in wrong.text
    sent = client.post(f"/flag/question/{question.id}", data={"reason": "spam", "text": "buy buy"})
    assert sent.status_code == 303
    assert sent.location.startswith(f"/questions/{question.id}")
    assert "You have flagged this" in client.get(f"/flag/question/{question.id}").text
    assert "You have flagged this" not in as_(cast.amir).get(f"/flag/question/{question.id}").text


def test_target_by_address(cast, question, make_question, as_):
    target, client = make_question(), as_(cast.nils)

    def send(text):
        return client.post(f"/flag/question/{question.id}", data={"reason": "duplicate", "target": text})

    foreign = send(f"https://elsewhere.example/questions/{target}/x")
    assert foreign.status_code == 422
    assert "on this site" in foreign.text
    assert send(f"http://localhost/questions/{target}/how-do-i#answers").status_code == 303
    assert db.session.scalars(db.select(Flag)).one().target_id == target
