"""Every number of questions and answers counted again, for ``portal doctor``. Each gives what differs, a line each."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import and_, func, or_, select

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.recounting import counted, differences
from portal.questions.models import Answer, AnswerVote, Comment, MeToo, Question, QuestionVote, question_topic
from portal.questions.models.listing import COPIED
from portal.questions.models.posts import COUNTED
from portal.topics.models import Topic

_q, _a, _c, _p, _t = (table.__table__ for table in (Question, Answer, Comment, Person, Topic))
_LIVE = "live"


def scores() -> Iterator[str]:
    """Up and down against the votes and what an import brought; the score and the order of answers against both."""
    yield from _votes(_q, QuestionVote.__table__.c, "question_id")
    yield from _votes(_a, AnswerVote.__table__.c, "answer_id")
    for row in db.session.execute(select(_a.c.id, _a.c.up_count, _a.c.down_count, _a.c.rank)):
        rank = (row.up_count + 2) / (row.up_count + row.down_count + 4)
        if abs(row.rank - rank) > 1e-9:
            yield f"answer {row.id}: rank is {row.rank}, counted {rank}"


def _votes(table: Any, vote: Any, key: str) -> Iterator[str]:
    for value, stored, imported in ((1, "up_count", "imported_up"), (-1, "down_count", "imported_down")):
        cast = select(vote[key], func.count().label("n")).where(vote.value == value).group_by(vote[key]).subquery()
        total = func.coalesce(cast.c.n, 0) + table.c[imported]
        real = select(table.c.id, total).outerjoin(cast, cast.c[key] == table.c.id)
        yield from differences(table.c[stored], counted(real))
    yield from differences(table.c.score, counted(select(table.c.id, table.c.up_count - table.c.down_count)))


def counts() -> Iterator[str]:
    """Answers, comments, duplicates and “I have this too”."""
    live_answers = _grouped(_a.c.question_id, _a.c.status == _LIVE)
    yield from differences(_q.c.answer_count, live_answers)
    on_question = and_(_c.c.status == _LIVE, _c.c.answer_id.is_(None))
    yield from differences(_q.c.comment_count, _grouped(_c.c.question_id, on_question))
    yield from differences(_a.c.comment_count, _grouped(_c.c.answer_id, _c.c.status == _LIVE))
    other = _q.alias("other")
    yield from differences(_q.c.duplicate_count, _grouped(other.c.duplicate_of_id, other.c.status == _LIVE))
    yield from differences(_q.c.me_too_count, _grouped(MeToo.__table__.c.question_id))


def _grouped(column: Any, *where: Any) -> dict[int, int]:
    return counted(select(column, func.count()).where(column.is_not(None), *where).group_by(column))


def accepted() -> Iterator[str]:
    """The accepted answer is a live answer of its own question and says so itself; no other one does."""
    pairs = select(_q.c.id, _q.c.accepted_answer_id, _a.c.question_id, _a.c.status, _a.c.accepted_at).outerjoin(
        _a, _a.c.id == _q.c.accepted_answer_id
    )
    for row in db.session.execute(pairs.where(_q.c.accepted_answer_id.is_not(None))):
        if row.question_id != row.id or row.status != _LIVE or row.accepted_at is None:
            yield f"question {row.id}: accepted answer {row.accepted_answer_id} is not its live, accepted answer"
    lone = select(_a.c.id, _a.c.question_id).join(_q, _q.c.id == _a.c.question_id)
    lone = lone.where(_a.c.accepted_at.is_not(None), _a.c.status == _LIVE)
    unnamed = or_(_q.c.accepted_answer_id.is_(None), _q.c.accepted_answer_id != _a.c.id)
    for number, question_id in db.session.execute(lone.where(unnamed)):
        yield f"answer {number}: says it is accepted, question {question_id} does not"


def duplicates() -> Iterator[str]:
    """A duplicate points to another question that is none itself."""
    target = _q.alias("target")
    rows = select(_q.c.id, _q.c.duplicate_of_id).join(target, target.c.id == _q.c.duplicate_of_id)
    for row in db.session.execute(rows.where(or_(target.c.id == _q.c.id, target.c.duplicate_of_id.is_not(None)))):
        yield f"question {row.id}: duplicate of {row.duplicate_of_id}, which is itself or a duplicate"


def people() -> Iterator[str]:
    """Live questions and answers of each person."""
    yield from differences(
        _p.c.question_count, _grouped(_q.c.author_id, _q.c.status == _LIVE, _q.c.visibility.in_(COUNTED))
    )
    yield from differences(
        _p.c.answer_count, _grouped(_a.c.author_id, _a.c.status == _LIVE, _a.c.visibility.in_(COUNTED))
    )


def topics() -> Iterator[str]:
    """Live questions of each topic; the topics written on questions; the columns that topic lists are read by."""
    link = question_topic.c
    live = (
        select(link.topic_id, func.count())
        .join(_q, _q.c.id == link.question_id)
        .where(_q.c.status == _LIVE, _q.c.visibility.in_(COUNTED))
    )
    yield from differences(_t.c.question_count, counted(live.group_by(link.topic_id)))
    linked: dict[int, set[str]] = {}
    for number, slug in db.session.execute(select(link.question_id, _t.c.slug).join(_t, _t.c.id == link.topic_id)):
        linked.setdefault(number, set()).add(slug)
    for number, slugs in db.session.execute(select(_q.c.id, _q.c.topic_slugs)):
        if set(slugs or ()) != linked.get(number, set()):
            yield f"question {number}: topics written on it differ from its links"
    apart = or_(*(link[name].is_distinct_from(_q.c[name]) for name in COPIED))
    for number in db.session.scalars(select(_q.c.id).join(question_topic, link.question_id == _q.c.id).where(apart)):
        yield f"question {number}: what topic lists are read by differs from it"


CHECKS = {
    "scores": scores,
    "counts": counts,
    "accepted": accepted,
    "duplicates": duplicates,
    "people": people,
    "topics": topics,
}
