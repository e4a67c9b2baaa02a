"""Every number that depends on what was written, counted by the database; and the index told."""

from typing import Any

from sqlalchemy import ScalarSelect, func, insert, or_, select, update

from portal.accounts.models import Person
from portal.core import clock
from portal.core.db import db
from portal.core.outbox import OutboxRow
from portal.importers.stackexchange.work import Work
from portal.questions.models import Answer, Comment, Question, question_topic
from portal.topics.models import Topic

TOGETHER = 500
_a, _c = Answer.__table__, Comment.__table__
_other: Any = Question.__table__.alias("other")


def finish(work: Work) -> None:
    """Counters of threads, people and topics; a row in the outbox for each thread."""
    touched = sorted(work.touched)
    for start in range(0, len(touched), TOGETHER):
        some = touched[start : start + TOGETHER]
        _threads(some)
        _tell(some)
    _people(work.origin.site)
    _topics()


def _count(table: Any, *where: Any) -> ScalarSelect[Any]:
    return select(func.count()).select_from(table).where(table.c.status == "live", *where).scalar_subquery()


def _set(query: Any) -> None:
    db.session.execute(query.execution_options(synchronize_session=False))


def _threads(ids: list[int]) -> None:
    _set(
        update(Question)
        .where(Question.id.in_(ids))
        .values(
            version=Question.version + 1,
            answer_count=_count(_a, _a.c.question_id == Question.id),
            comment_count=_count(_c, _c.c.question_id == Question.id, _c.c.answer_id.is_(None)),
            duplicate_count=_count(_other, _other.c.duplicate_of_id == Question.id),
        )
    )
    on_answer = _count(_c, _c.c.answer_id == Answer.id)
    _set(update(Answer).where(Answer.question_id.in_(ids)).values(comment_count=on_answer))


def _people(site: str) -> None:
    owners = select(Person.merged_into_id).where(Person.source_site == site, Person.merged_into_id.is_not(None))
    questions: Any = Question.__table__
    _set(
        update(Person)
        .where(or_(Person.source_site == site, Person.id.in_(owners)))
        .values(
            question_count=_count(questions, questions.c.author_id == Person.id),
            answer_count=_count(_a, _a.c.author_id == Person.id),
        )
    )


def _topics() -> None:
    held = (
        select(func.count())
        .select_from(question_topic)
        .join(Question, Question.id == question_topic.c.question_id)
        .where(question_topic.c.topic_id == Topic.id, Question.status == "live")
        .scalar_subquery()
    )
    _set(update(Topic).where(Topic.question_count != held).values(question_count=held))


def _tell(ids: list[int]) -> None:
    now = clock.now()
    rows = [
        {"job": "index", "payload": {"kind": "question", "id": number}, "created_at": now, "due_at": now, "attempts": 0}
        for number in ids
    ]
    db.session.execute(insert(OutboxRow), rows)
