"""What questions say of a wish: how often the same was asked again, how many have it too, and what support answered
more than once. Only what readers of a community see counts, and only what no case was made of."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.visibility import Status, Visibility
from portal.gaps import measures
from portal.questions.models import Answer, MeToo, Question
from portal.questions.models.posts import COUNTED
from portal.search import wording

SUPPORT = ("staff", "admin")
_FACTS = (Question.id, Question.title, Question.language, Question.visibility)


@dataclass(slots=True)
class Cluster:
    """Questions that are one. ``key`` and ``language`` of the one in the middle, and its ``title``, which is '' when not
    everybody may read it: a case could come to show it. ``events``: (when, source) for each unit of demand."""

    main: int
    key: str
    title: str
    language: str
    events: list[tuple[datetime, str]] = field(default_factory=list)
    questions: dict[int, str] = field(default_factory=dict)  # id -> how


def key_of(title: str) -> str:
    """The key that a search for these words would have."""
    return wording.group_key(wording.of_query(title))


def duplicated(now: datetime) -> list[Cluster]:
    """Questions that others repeat or have too. Two queries."""
    since = now - timedelta(days=measures.QUESTION_DAYS)
    found: dict[int, Cluster] = {}
    target = aliased(Question)
    facts = (target.id, target.title, target.language, target.visibility)
    doubles = (
        select(*facts, Question.id.label("double"), Question.closed_at)
        .join(target, target.id == Question.duplicate_of_id)
        .where(*_open_to_all(Question), *_uncurated(target), Question.closed_at >= since)
        .order_by(Question.id)
    )
    for row in db.session.execute(doubles):
        cluster = _cluster(found, row)
        cluster.events.append((row.closed_at, "duplicates"))
        cluster.questions |= {row.id: "duplicate", row.double: "duplicate"}
    too = (
        select(*_FACTS, Question.duplicate_of_id, MeToo.created_at)
        .join(MeToo, MeToo.question_id == Question.id)
        .where(*_uncurated(Question), MeToo.created_at >= since)
        .order_by(MeToo.id)
    )
    for other in db.session.execute(too):
        known = found.get(other.duplicate_of_id) if other.duplicate_of_id is not None else None
        cluster = known or _cluster(found, other)
        cluster.events.append((other.created_at, "me_too"))
        cluster.questions.setdefault(other.id, "duplicate")
    return list(found.values())


def answered(now: datetime) -> list[Cluster]:
    """Questions of the same words that support answered one after the other. One query; grouping is by word forms."""
    since = now - timedelta(days=measures.QUESTION_DAYS)
    query = (
        select(*_FACTS, Answer.created_at)
        .join(Answer, Answer.question_id == Question.id)
        .join(Person, Person.id == Answer.author_id)
        .where(Person.role.in_(SUPPORT), *_uncurated(Question), Answer.created_at >= since)
        .where(Answer.status == Status.LIVE.value, Answer.visibility.in_(COUNTED), Answer.curated_case_id.is_(None))
        .order_by(Answer.id)
    )
    rows: dict[str, dict[int, Any]] = defaultdict(dict)
    for row in db.session.execute(query):
        rows[key_of(row.title)].setdefault(row.id, row)  # a question counts once, however many answers it has
    return [_repeated(each.values()) for key, each in rows.items() if key and len(each) >= measures.REPEATED]


def _repeated(rows: Iterable[Any]) -> Cluster:
    first, *others = rows
    cluster = _made(first)
    for row in (first, *others):
        cluster.events.append((row.created_at, "answers"))
        cluster.questions[row.id] = "answered"
    return cluster


def _cluster(found: dict[int, Cluster], row: Any) -> Cluster:
    return found.setdefault(row.id, _made(row))


def _made(row: Any) -> Cluster:
    public = row.visibility == Visibility.PUBLIC.value
    return Cluster(row.id, key_of(row.title), row.title if public else "", row.language)


def _open_to_all(question: Any) -> tuple[Any, ...]:
    return question.status == Status.LIVE.value, question.visibility.in_(COUNTED)


def _uncurated(question: Any) -> tuple[Any, ...]:
    return *_open_to_all(question), question.curated_case_id.is_(None)
