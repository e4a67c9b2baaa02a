"""Keeping the numbers true: every write to a thread ends here, under the lock of the question's row.

``answer_count`` and ``topic.question_count`` count live rows; ``comment_count`` of a question counts the live comments
on the question itself, that of an answer those on the answer. Locks are taken in one order everywhere: question,
topics, person. The locks are FOR NO KEY UPDATE: rows just written point at these with foreign keys, and two such
writers would otherwise wait for each other.
"""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ScalarSelect, func, select, update

from portal.accounts.actions import counts
from portal.core import clock
from portal.core.db import db
from portal.questions.models import Answer, Comment, Question, question_topic
from portal.questions.models.posts import COUNTED
from portal.topics.models import Topic

LIVE = "live"


def _count(model: Any, *where: Any) -> ScalarSelect[Any]:
    return select(func.count()).select_from(model).where(model.status == LIVE, *where).scalar_subquery()


def thread_changed(question: Question, *, active: bool = True) -> None:
    """Raise the version, recount answers and comments; ``active`` lifts the thread in the list of active ones."""
    db.session.flush()
    values: dict[str, Any] = {
        "version": Question.version + 1,
        "answer_count": _count(Answer, Answer.question_id == question.id),
        "comment_count": _count(Comment, Comment.question_id == question.id, Comment.answer_id.is_(None)),
    }
    if active:
        values["active_at"] = clock.now()
    _set(Question, question.id, values)
    db.session.refresh(question)


def answer_changed(answer: Answer) -> None:
    """Recount the comments of an answer; the question's lock is held."""
    db.session.flush()
    _set(Answer, answer.id, {"comment_count": _count(Comment, Comment.answer_id == answer.id)})
    db.session.refresh(answer)


def topics_changed(topic_ids: Iterable[int]) -> None:
    """Recount the live questions of topics."""
    db.session.flush()
    for topic_id in sorted(set(topic_ids)):
        db.session.execute(select(Topic.id).where(Topic.id == topic_id).with_for_update(key_share=True))
        held = (
            select(func.count()).select_from(question_topic).join(Question, Question.id == question_topic.c.question_id)
        )
        held = held.where(
            question_topic.c.topic_id == topic_id, Question.status == LIVE, Question.visibility.in_(COUNTED)
        )
        _set(Topic, topic_id, {"question_count": held.scalar_subquery()})


def topic_ids_of(question: Question) -> list[int]:
    return list(
        db.session.scalars(select(question_topic.c.topic_id).where(question_topic.c.question_id == question.id))
    )


def person_changed(person_id: int | None) -> None:
    """Recount the live questions and answers of a person."""
    counts.keep_counts(
        person_id,
        question_count=_count(Question, Question.author_id == person_id, Question.visibility.in_(COUNTED)),
        answer_count=_count(Answer, Answer.author_id == person_id, Answer.visibility.in_(COUNTED)),
    )


def duplicates_changed(target_id: int | None) -> None:
    """Recount the live duplicates of a question whose row is locked, and raise its version."""
    if target_id is None:
        return
    db.session.flush()
    other = Question.__table__.alias("other")
    pointing = (
        select(func.count())
        .select_from(other)
        .where(other.c.duplicate_of_id == target_id, other.c.status == LIVE)
        .scalar_subquery()
    )
    _set(Question, target_id, {"duplicate_count": pointing, "version": Question.version + 1})


def _set(model: Any, thing_id: int, values: dict[str, Any]) -> None:
    db.session.execute(
        update(model).where(model.id == thing_id).values(**values).execution_options(synchronize_session=False)
    )
