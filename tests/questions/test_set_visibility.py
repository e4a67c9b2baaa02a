"""Who can read a question, changed after it was asked: at once, everywhere, by those who may."""

import pytest

from portal.core import jobs
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, SignInNeeded
from portal.questions import actions
from portal.questions.models import Answer, Comment, Question
from tests.questions.posting import make_answer, make_comment, make_question, make_topic

WORD = "xylocarp"


@pytest.fixture
def topic(cast):
    made = make_topic("cards")
    for person in (cast.nils, cast.amir):
        make_question(person, "Noise that stays public", [made])
    return made


@pytest.fixture
def question(cast, topic):
    made = make_question(cast.carla, f"What is a {WORD} good for?", [topic], body=f"The {WORD} fell down.")
    db.session.commit()
    return made


@pytest.fixture
def places(question, topic, cast):
    """Every public address on which the question shows while everybody may read it."""
    return [
        "/",
        "/questions",
        "/questions?sort=active",
        f"/topics/{topic.slug}",
        f"/questions/{question.id}/{question.slug}",
        f"/questions/{question.id}/history",
        f"/people/{cast.carla.id}/questions",
        f"/people/{cast.carla.id}",
        "/questions/feed.atom",
        f"/topics/{topic.slug}/feed.atom",
        f"/search?q={WORD}",
        f"/search/suggest?q={WORD}",
    ]


def shown(client, places):
    """Addresses whose answer carries the word; a search page repeats what was searched, so there the title counts."""
    words = {place: f"{WORD} fell" if place.startswith("/search?") else f"{WORD} good" for place in places}
    return {
        place for place in places if words[place] in client.get(place).text.replace("<mark>", "").replace("</mark>", "")
    }


def test_it_works(cast, as_, question):
    page = as_(cast.carla).get(f"/questions/{question.id}/{question.slug}").text
    assert f"/questions/{question.id}/visibility" in page
    reply = as_(cast.carla).post(f"/questions/{question.id}/visibility", data={"visibility": "members"})
    assert reply.status_code == 303
    assert db.session.get(Question, question.id, populate_existing=True).visibility == "members"
    assert "Only for people who have signed in" in as_(cast.nils).get(reply.location).text
    assert as_(cast.guest).get(reply.location).status_code == 404


def test_nothing_leaks_before_or_after_the_index_knows(cast, as_, question, places):
    answer = make_answer(cast.amir, question, f"Burn the {WORD} good and dry.")
    make_comment(cast.nils, question, f"A {WORD} good as new?", answer=answer)
    db.session.commit()
    actions.set_visibility(cast.stella, question_id=question.id, visibility="public")
    from portal.core import outbox

    outbox.put("index", kind="question", id=question.id)
    db.session.commit()
    jobs.drain()
    guest = as_(cast.guest)
    there = shown(guest, places)
    assert len(there) >= 9, there  # the control, and every page is kept by now
    actions.set_visibility(cast.stella, question_id=question.id, visibility="members")
    db.session.commit()
    assert shown(guest, places) == set()
    feeds = {place for place in places if place.endswith(".atom")}  # they speak to nobody in particular
    assert shown(as_(cast.pavel), places) >= there - feeds
    jobs.drain()
    assert shown(guest, places) == set()
    actions.set_visibility(cast.stella, question_id=question.id, visibility="public")
    db.session.commit()
    jobs.drain()
    assert shown(guest, places) == there


def test_answers_and_comments_go_with_it(cast, question):
    answer = make_answer(cast.amir, question)
    make_comment(cast.nils, question, answer=answer)
    private = make_answer(cast.stella, question, "For staff", visibility="staff")
    version = question.version
    actions.set_visibility(cast.stella, question_id=question.id, visibility="members")
    db.session.expire_all()
    assert {row.visibility for row in db.session.scalars(db.select(Comment))} == {"members"}
    kept = {row.id: row.visibility for row in db.session.scalars(db.select(Answer))}
    assert kept == {answer.id: "members", private.id: "staff"}
    assert db.session.get(Question, question.id).version > version
    entry = db.session.scalars(db.select(AuditEntry)).one()
    assert (entry.action, entry.thing_id, entry.reason) == ("question.set_visibility", question.id, "public -> members")


def test_the_author_may_while_nobody_has_answered(cast, as_, question):
    actions.set_visibility(cast.carla, question_id=question.id, visibility="members")
    assert db.session.scalar(db.select(AuditEntry.id)) is None  # one's own post is one's own business
    actions.set_visibility(cast.carla, question_id=question.id, visibility="public")
    make_answer(cast.amir, question)
    db.session.commit()
    with pytest.raises(Forbidden):
        actions.set_visibility(cast.carla, question_id=question.id, visibility="members")
    assert as_(cast.carla).get(f"/questions/{question.id}/visibility").status_code == 403


def test_what_others_wrote_for_members_only_staff_open(cast, as_, question):
    actions.set_visibility(cast.carla, question_id=question.id, visibility="members")
    make_comment(cast.nils, question, visibility="members", status="hidden")
    db.session.commit()
    with pytest.raises(Invalid):
        actions.set_visibility(cast.carla, question_id=question.id, visibility="public")
    page = as_(cast.carla).post(f"/questions/{question.id}/visibility", data={"visibility": "public"})
    assert page.status_code == 422
    assert "ask staff" in page.text
    assert actions.set_visibility(cast.stella, question_id=question.id, visibility="public").visibility == "public"


@pytest.mark.parametrize("wrong", ["staff", "company", "", "nonsense"])
def test_only_what_is_offered(cast, question, wrong):
    with pytest.raises(Invalid):
        actions.set_visibility(cast.stella, question_id=question.id, visibility=wrong)


@pytest.mark.parametrize("who", ["amir", "nils", "pavel", "guest"])
def test_who_may_not(cast, question, who):
    with pytest.raises((Forbidden, SignInNeeded)):
        actions.set_visibility(cast.named(who), question_id=question.id, visibility="members")
