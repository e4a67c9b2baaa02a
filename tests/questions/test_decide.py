"""Accepting, official answers, states, language, duplicates, status and deletion; counters stay true."""

from datetime import timedelta

import pytest
import time_machine
from sqlalchemy import func, select

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.core import clock, events, stewards
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid
from portal.questions import actions
from portal.questions.events import AnswerGiven, QuestionAsked
from portal.questions.models import Answer, Question
from portal.topics.models import Topic
from tests.cast import make_person
from tests.questions.written import make_answer, make_comment, make_noise, make_question


@pytest.fixture
def question(cast):
    make_noise(cast)
    return make_question(cast.carla)


@pytest.fixture
def heard(monkeypatch):
    """Every event published, beside the reactions wired."""
    found = []
    publish = events.publish
    monkeypatch.setattr(events, "publish", lambda event: (found.append(event), publish(event)))
    return found


def fresh(row):
    db.session.flush()
    db.session.refresh(row)
    return row


def test_it_works(cast, question, as_):
    answer = make_answer(cast.amir, question)
    reply = as_(cast.carla).post(f"/answers/{answer.id}/accept", data={"on": "1"})
    assert reply.status_code == 303
    assert fresh(question).accepted_answer_id == answer.id
    assert fresh(answer).accepted_at is not None
    as_(cast.carla).post(f"/answers/{answer.id}/accept", data={"on": "0"})
    assert fresh(question).accepted_answer_id is None
    assert fresh(answer).accepted_at is None


def test_only_one_is_accepted(cast, question):
    first, second = make_answer(cast.amir, question), make_answer(cast.nils, question, "Another way")
    actions.accept(cast.carla, answer_id=first.id)
    actions.accept(cast.carla, answer_id=second.id)
    assert fresh(question).accepted_answer_id == second.id
    marked = db.session.scalars(select(Answer.id).where(Answer.accepted_at.is_not(None))).all()
    assert list(marked) == [second.id]


def test_staff_accept_after_a_week(cast, question):
    answer = make_answer(cast.amir, question)
    for actor in (cast.stella, cast.amir, cast.pavel):
        with pytest.raises(Forbidden):
            actions.accept(actor, answer_id=answer.id)
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1)):
        actions.accept(cast.stella, answer_id=answer.id)
    assert fresh(question).accepted_answer_id == answer.id


def test_a_hidden_answer_is_not_the_accepted_one(cast, question):
    answer = make_answer(cast.amir, question)
    actions.accept(cast.carla, answer_id=answer.id)
    steward = stewards.of("answer")
    steward.set_status(cast.stella, answer.id, "hidden")
    assert (fresh(question).accepted_answer_id, question.answer_count) == (None, 0)
    steward.set_status(cast.stella, answer.id, "live")
    assert (fresh(question).accepted_answer_id, question.answer_count) == (answer.id, 1)


def test_official(cast, question, as_):
    answer = make_answer(cast.amir, question)
    assert as_(cast.carla).post(f"/answers/{answer.id}/official", data={"on": "1"}).status_code == 403
    assert as_(cast.stella).post(f"/answers/{answer.id}/official", data={"on": "1"}).status_code == 303
    assert (fresh(answer).official_by_id, answer.official_at is not None) == (cast.stella.id, True)
    assert db.session.scalar(select(func.count()).select_from(AuditEntry).where(AuditEntry.action == "answer.official"))


def test_needs_information(cast, question, as_):
    url = f"/questions/{question.id}/needs-information"
    assert as_(cast.carla).post(url, data={"body": "x"}).status_code == 403
    assert as_(cast.stella).post(url, data={"on": "1"}).status_code == 200
    assert as_(cast.stella).post(url, data={"body": "Which phone?"}).status_code == 303
    assert fresh(question).state == "needs_information"
    assert as_(cast.stella).post(url, data={"on": "0"}).status_code == 303
    assert fresh(question).state == "open"


def test_language(cast, question, as_):
    assert as_(cast.carla).post(f"/questions/{question.id}/language", data={"language": "uk"}).status_code == 303
    assert fresh(question).language == "uk"
    assert as_(cast.carla).post(f"/questions/{question.id}/language", data={"language": "xx"}).status_code == 422
    assert as_(cast.amir).post(f"/questions/{question.id}/language", data={"language": "ru"}).status_code == 403


def test_duplicates_make_no_chain(cast, question):
    a, b, c = (make_question(cast.nils, title=f"How to block card number {n}") for n in "abc")
    steward = stewards.of("question")
    steward.mark_duplicate(cast.stella, a.id, b.id)
    assert (fresh(a).state, a.duplicate_of_id, fresh(b).duplicate_count) == ("closed", b.id, 1)
    with pytest.raises(Invalid):
        steward.mark_duplicate(cast.stella, c.id, a.id)
    with pytest.raises(Invalid):
        steward.mark_duplicate(cast.stella, b.id, b.id)
    with pytest.raises(Invalid):
        steward.mark_duplicate(cast.stella, b.id, a.id)
    with pytest.raises(Invalid):
        steward.mark_duplicate(cast.stella, b.id, 10**9)
    steward.mark_duplicate(cast.stella, b.id, c.id)
    assert (fresh(a).duplicate_of_id, fresh(b).duplicate_of_id) == (c.id, c.id)
    assert (fresh(b).duplicate_count, fresh(c).duplicate_count) == (0, 2)
    steward.reopen(cast.stella, a.id)
    assert (fresh(a).state, a.duplicate_of_id, fresh(c).duplicate_count) == ("open", None, 1)
    steward.set_status(cast.stella, b.id, "deleted")
    assert fresh(c).duplicate_count == 0


def test_a_hidden_target_is_refused(cast, question):
    other = make_question(cast.nils)
    stewards.of("question").set_status(cast.stella, other.id, "hidden")
    with pytest.raises(Invalid):
        stewards.of("question").mark_duplicate(cast.stella, question.id, other.id)


def test_close_and_reopen(cast, question):
    steward = stewards.of("question")
    with pytest.raises(Invalid):
        steward.close(cast.stella, question.id, " ")
    version = question.version
    steward.close(cast.stella, question.id, "Off topic")
    assert (fresh(question).state, question.close_reason, question.version) == ("closed", "Off topic", version + 1)
    steward.reopen(cast.stella, question.id)
    assert (fresh(question).state, question.close_reason) == ("open", "")


def test_status_keeps_counters(cast, question):
    comment = make_comment(cast.amir, question)
    cards = db.session.scalars(select(Topic).where(Topic.slug == "cards")).one()
    carla = db.session.get(Person, cast.carla.id)
    stewards.of("comment").set_status(cast.stella, comment.id, "hidden")
    assert fresh(question).comment_count == 0
    stewards.of("question").set_status(cast.stella, question.id, "hidden")
    assert (fresh(cards).question_count, fresh(carla).question_count) == (0, 0)
    stewards.of("question").set_status(cast.stella, question.id, "live")
    assert (fresh(cards).question_count, fresh(carla).question_count) == (1, 1)


def test_what_waits_is_told_when_it_goes_live(cast, question, heard):
    newt = accounts.actor_of(make_person("Newt", trusted_at=None).id)
    own = make_question(newt, body="See https://example.com", own_answer="It was the cable.")
    assert [type(event).__name__ for event in heard] == ["PostHeld", "QuestionSent"]
    heard.clear()
    stewards.of("question").set_status(cast.stella, own.id, "live")
    told = [type(event) for event in heard]
    assert (told.count(QuestionAsked), told.count(AnswerGiven)) == (1, 1)
    heard.clear()
    stewards.of("question").set_status(cast.stella, own.id, "hidden")
    stewards.of("question").set_status(cast.stella, own.id, "live")
    assert QuestionAsked not in {type(event) for event in heard}


def test_delete_ones_own(cast, question, as_):
    client = as_(cast.carla)
    assert client.post(f"/questions/{question.id}/delete").status_code == 200  # asked first
    assert fresh(question).status == "live"
    reply = client.post(f"/questions/{question.id}/delete", data={"sure": "1"})
    assert (reply.status_code, reply.location) == (303, "/questions")
    assert fresh(question).status == "deleted"
    assert client.get(f"/questions/{question.id}/edit").status_code == 404


def test_an_answered_question_stays(cast, question, as_):
    make_answer(cast.amir, question)
    reply = as_(cast.carla).post(f"/questions/{question.id}/delete", data={"sure": "1"})
    assert (reply.status_code, fresh(question).status) == (422, "live")
    with pytest.raises(Forbidden):
        actions.delete(cast.amir, question_id=question.id)


def test_delete_answer_and_comment(cast, question, as_):
    answer = make_answer(cast.amir, question)
    comment = make_comment(cast.amir, question, answer_id=answer.id)
    assert as_(cast.carla).post(f"/comments/{comment.id}/delete", data={"sure": "1"}).status_code == 403
    assert as_(cast.amir).post(f"/comments/{comment.id}/delete", data={"sure": "1"}).status_code == 303
    assert fresh(answer).comment_count == 0
    assert as_(cast.amir).post(f"/answers/{answer.id}/delete", data={"sure": "1"}).status_code == 303
    assert fresh(question).answer_count == 0


def test_curated_and_followed(cast, question):
    from portal.core.post_events import FollowersChanged

    answer = make_answer(cast.amir, question)
    actions.mark_curated(cast.stella, question_id=question.id, answer_id=answer.id, case_id=7)
    assert (fresh(question).curated_case_id, fresh(answer).curated_case_id) == (7, 7)
    with pytest.raises(Forbidden):
        actions.mark_curated(cast.carla, question_id=question.id, answer_id=answer.id, case_id=None)
    actions.set_follower_count(FollowersChanged("question", question.id, 5))
    assert fresh(question).follower_count == 5


def test_posts_of_a_claimed_account_move(cast, question):
    from types import SimpleNamespace

    answer = make_answer(cast.amir, question)
    actions.move_authorship(SimpleNamespace(imported_id=cast.amir.id, person_id=cast.nils.id))
    assert fresh(answer).author_id == cast.nils.id
    assert fresh(db.session.get(Person, cast.amir.id)).answer_count == 0
    assert fresh(db.session.get(Person, cast.nils.id)).answer_count == 2


def test_nothing_but_the_thread_changed(cast, question):
    """The noise is as it was."""
    other = db.session.scalars(select(Question).where(Question.id != question.id)).one()
    version = other.version
    answer = make_answer(cast.amir, question)
    actions.accept(cast.carla, answer_id=answer.id)
    stewards.of("answer").set_status(cast.stella, answer.id, "deleted")
    assert (fresh(other).version, other.answer_count, other.comment_count) == (version, 1, 1)
