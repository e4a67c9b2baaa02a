"""Answering and commenting."""

import pytest
from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded
from portal.questions import actions
from portal.questions.models import Answer, AnswerRevision, Comment, Question
from tests.cast import make_person
from tests.questions.written import COUNT, make_answer, make_comment, make_noise, make_question


@pytest.fixture
def question(cast):
    make_noise(cast)
    return make_question(cast.carla)


def key():
    return f"key-{next(COUNT)}"


def test_it_works(cast, question, as_):
    reply = as_(cast.amir).post(f"/questions/{question.id}/answers", data={"body": "Call *us*.", "key": key()})
    answer = db.session.scalars(select(Answer).where(Answer.question_id == question.id)).one()
    assert reply.status_code == 303
    assert reply.location.endswith(f"#answer-{answer.id}")
    assert (answer.author_id, answer.status, answer.html) == (cast.amir.id, "live", "<p>Call <em>us</em>.</p>")
    assert db.session.scalar(select(AnswerRevision.number).where(AnswerRevision.answer_id == answer.id)) == 1
    assert db.session.get(Question, question.id, populate_existing=True).answer_count == 1


def test_a_comment_works(cast, question, as_):
    answer = make_answer(cast.amir, question)
    sent = {"body": "Thank you!", "key": key(), "answer_id": answer.id}
    reply = as_(cast.carla).post(f"/questions/{question.id}/comments", data=sent)
    comment = db.session.scalars(select(Comment).where(Comment.answer_id == answer.id)).one()
    assert reply.location.endswith(f"#comment-{comment.id}")
    db.session.refresh(answer)
    db.session.refresh(question)
    assert (answer.comment_count, question.comment_count) == (1, 0)
    make_comment(cast.stella, question)
    assert question.comment_count == 1


def test_each_write_raises_the_version(cast, question):
    before = question.version
    make_answer(cast.amir, question)
    assert question.version > before
    after_answer = question.version
    make_comment(cast.nils, question)
    assert question.version > after_answer


def test_a_closed_question_keeps_the_text(cast, question, as_):
    actions.close(cast.stella, question_id=question.id, reason="Off topic")
    db.session.commit()
    reply = as_(cast.amir).post(f"/questions/{question.id}/answers", data={"body": "My long words", "key": key()})
    assert reply.status_code == 403
    assert "My long words" in reply.text
    with pytest.raises(Forbidden):
        actions.answer(cast.amir, question_id=question.id, body="words")


def test_a_locked_question_takes_nothing(cast, question):
    actions.lock(cast.stella, question_id=question.id, on=True)
    for act in (actions.answer, actions.comment):
        with pytest.raises(Forbidden):
            act(cast.amir, question_id=question.id, body="words")


def test_comments_are_short(cast, question, as_):
    with pytest.raises(Invalid):
        actions.comment(cast.amir, question_id=question.id, body="x" * 601)
    reply = as_(cast.amir).post(f"/questions/{question.id}/comments", data={"body": "x" * 601, "key": key()})
    assert reply.status_code == 422
    assert "x" * 601 in reply.text


def test_an_answer_of_another_question(cast, question, as_):
    foreign = db.session.scalars(select(Answer).where(Answer.question_id != question.id)).first()
    with pytest.raises(NotFound):
        actions.comment(cast.amir, question_id=question.id, answer_id=foreign.id, body="words")
    for odd in (foreign.id, "x", "9" * 40, "-1", "²"):
        sent = {"body": "words", "key": key(), "answer_id": odd}
        assert as_(cast.amir).post(f"/questions/{question.id}/comments", data=sent).status_code == 404


def test_who_may_not(cast, question):
    with pytest.raises(SignInNeeded):
        actions.answer(cast.guest, question_id=question.id, body="words")
    unsure = accounts.actor_of(make_person("Unsure", verified_at=None).id)
    with pytest.raises(Forbidden):
        actions.answer(unsure, question_id=question.id, body="words")
    with pytest.raises(NotFound):
        actions.answer(cast.amir, question_id=10**9, body="words")


def test_what_is_not_seen_is_not_found(cast, question):
    from portal.questions.steward import QuestionSteward

    QuestionSteward().set_status(cast.stella, question.id, "hidden")
    with pytest.raises(NotFound):
        actions.answer(cast.amir, question_id=question.id, body="words")
    with pytest.raises(Forbidden):
        actions.answer(cast.carla, question_id=question.id, body="words")


def test_under_a_question_for_members(cast, question):
    inside = make_question(cast.carla, visibility="members")
    assert make_answer(cast.amir, inside).visibility == "members"
    with pytest.raises(NotFound):
        actions.answer(cast.guest, question_id=inside.id, body="words")
