"""Voting on a question or an answer. The question's row is locked first, always, so that every count that depends on
the thread is made by one writer at a time; scores are then set from a count of the votes, never added to."""

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import case, func, select
from sqlalchemy.exc import IntegrityError

from portal.core import clock, permissions, visibility
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.questions.events import VoteCast
from portal.questions.models import Answer, AnswerVote, Question, QuestionVote

FREELY = timedelta(minutes=10)
VALUES = (-1, 0, 1)


@dataclass(frozen=True, slots=True)
class Result:
    """What a vote box shows."""

    thing_id: int
    question_id: int
    score: int
    own: int


def on_question(actor: Actor, question_id: int, *, value: int) -> Result:
    """Vote 1 or -1, or take the vote back with 0. Raises ``NotFound``, ``SignInNeeded``, ``Forbidden`` (one's own, a
    post that takes no votes, or too late to change), ``Invalid`` (another value)."""
    question = locked(actor, question_id)
    permissions.demand(actor, "question.vote", question)
    if _put(actor, question, QuestionVote, {"question_id": question.id}, value):
        _count(question, QuestionVote, QuestionVote.question_id == question.id)
        raise_version(question)
        publish(VoteCast("question", question.id, question.id, actor.id))
    return Result(question.id, question.id, question.score, value)


def on_answer(actor: Actor, answer_id: int, *, value: int) -> Result:
    """As ``on_question``. The thread must take votes as well as the answer."""
    question_id = db.session.scalar(select(Answer.question_id).where(Answer.id == answer_id))
    if question_id is None:
        raise NotFound
    question = locked(actor, question_id)
    answer = db.session.get(Answer, answer_id, populate_existing=True)
    if answer is None or not visibility.sees(actor, answer):
        raise NotFound
    permissions.demand(actor, "answer.vote", answer)
    if not permissions.open_thread(actor, question):
        raise Forbidden(_l("Voting is not possible here now."))
    if _put(actor, answer, AnswerVote, {"answer_id": answer.id}, value):
        _count(answer, AnswerVote, AnswerVote.answer_id == answer.id)
        answer.rank = smoothed(answer.up_count, answer.down_count)
        raise_version(question)
        publish(VoteCast("answer", answer.id, question.id, actor.id))
    return Result(answer.id, question.id, answer.score, value)


def locked(actor: Actor, question_id: int) -> Question:
    """The question as it stands now, held until the end of the transaction. Raises ``NotFound``."""
    question = db.session.scalars(
        select(Question)
        .where(Question.id == question_id)
        .with_for_update(of=Question, key_share=True)
        .execution_options(populate_existing=True)
    ).first()
    if question is None or not visibility.sees(actor, question):
        raise NotFound
    return question


def raise_version(question: Question) -> None:
    """Every write to a thread makes its rendered pages stale."""
    question.version = Question.version + 1  # type: ignore[assignment]
    db.session.flush()


def smoothed(up: int, down: int) -> float:
    """The order of answers: (up + 2) / (up + down + 4), so that one vote does not beat twenty out of twenty-one."""
    return (up + 2) / (up + down + 4)


def _put(actor: Actor, post: Any, table: Any, key: dict[str, int], value: int) -> bool:
    """Write the vote; True when something changed."""
    if value not in VALUES:
        raise Invalid(_l("A vote is up or down."), field="value")
    vote = db.session.scalars(select(table).filter_by(**key, person_id=actor.id)).first()
    if (vote.value if vote else 0) == value:
        return False
    if vote is None:
        _insert(table(**key, person_id=actor.id, value=value, created_at=clock.now(), revision=post.revision))
        return True
    changed = post.revision > vote.revision
    if not changed and clock.now() - vote.created_at > FREELY:
        raise Forbidden(_l("Your vote can be changed again when the post has been edited."))
    if value == 0:
        db.session.delete(vote)
    else:
        vote.value = value
        if changed:  # a vote on another text: it has its own ten minutes
            vote.created_at, vote.revision = clock.now(), post.revision
    db.session.flush()
    return True


def _insert(vote: Any) -> None:
    try:
        with db.session.begin_nested():
            db.session.add(vote)
    except IntegrityError:
        raise Conflict(_l("Your vote was already counted.")) from None


def _count(post: Any, table: Any, where: Any) -> None:
    """Set the counters of a locked post from its votes and what an import brought."""
    up, down = db.session.execute(
        select(
            func.coalesce(func.sum(case((table.value > 0, 1), else_=0)), 0),
            func.coalesce(func.sum(case((table.value < 0, 1), else_=0)), 0),
        ).where(where)
    ).one()
    post.up_count, post.down_count = up + post.imported_up, down + post.imported_down
    post.score = post.up_count - post.down_count
