"""Lists of questions, each read in its order from one index: docs/decisions/005-list-indexes.md.

At most two queries: the rows with their authors, and the names of the topics that stand on them.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Select, select

from portal.accounts.models import Person
from portal.core import paging, visibility
from portal.core.db import db
from portal.core.paging import PAGE_SIZE, Page
from portal.core.permissions import Actor
from portal.questions.models import Answer, Question, question_topic
from portal.questions.queries import sight

SORTS = ("newest", "active", "unanswered", "voted")
_ORDER: dict[str, tuple[str, type]] = {
    "newest": ("created_at", datetime),
    "active": ("active_at", datetime),
    "unanswered": ("created_at", datetime),
    "voted": ("score", int),
}

_q, _a, _p = Question.__table__, Answer.__table__, Person.__table__
_WHO = (_p.c.name.label("author_name"), _p.c.slug.label("author_slug"), _p.c.role.label("author_role"))
_SHOWN = (
    *(_q.c[name] for name in ("id", "author_id", "title", "slug", "excerpt", "language", "state", "status")),
    *(_q.c[name] for name in ("duplicate_of_id", "accepted_answer_id", "curated_case_id", "topic_slugs", "version")),
    *(_q.c[name] for name in ("score", "answer_count", "view_count", "created_at", "updated_at", "active_at")),
    *_WHO,
)


@dataclass(frozen=True, slots=True)
class Listing:
    """Which list: its order, and what it is narrowed to."""

    sort: str = "newest"
    language: str = ""
    topic_id: int | None = None


def _ordered(listing: Listing) -> tuple[Any, Any]:
    """The columns that the list is read by; in a topic they are the copies in the link table."""
    column = _ORDER[listing.sort][0]
    if listing.topic_id is not None:
        return question_topic.c[column], question_topic.c.question_id
    return _q.c[column], _q.c.id


@sight.kept
def _statement(reader: Actor, listing: Listing) -> Select[Any]:
    source: Any = question_topic if listing.topic_id is not None else _q
    query = select(*_SHOWN).select_from(source)
    if listing.topic_id is not None:
        query = query.join(_q, _q.c.id == question_topic.c.question_id)
        query = query.where(question_topic.c.topic_id == listing.topic_id, question_topic.c.status == "live")
    query = query.outerjoin(_p, _p.c.id == _q.c.author_id).where(visibility.live_for(reader, _q.c))
    if listing.sort == "unanswered":
        query = query.where(source.c.answer_count == 0, _q.c.state != "closed")
    if listing.language:
        query = query.where(_q.c.language == listing.language)
    first, last = _ordered(listing)
    return query.order_by(first.desc(), last.desc()).limit(PAGE_SIZE + 1)


def page(actor: Actor, listing: Listing, cursor: str = "") -> Page[Any]:
    """One page of a list. A cursor that is not one of ours shows the first page."""
    query = _statement(sight.of(actor), listing)
    column, kind = _ORDER[listing.sort]
    values = paging.decode(cursor, (kind, int))
    if values is not None:
        query = query.where(paging.after(_ordered(listing), values))
    rows = db.session.execute(query).all()
    return paging.cut(rows, PAGE_SIZE, lambda row: (getattr(row, column), row.id))


@sight.kept
def _asked(reader: Actor) -> Select[Any]:
    return (
        select(*_SHOWN)
        .outerjoin_from(_q, _p, _p.c.id == _q.c.author_id)
        .where(visibility.live_for(reader, _q.c))
        .order_by(_q.c.created_at.desc(), _q.c.id.desc())
        .limit(PAGE_SIZE + 1)
    )


@sight.kept
def _answered(reader: Actor) -> Select[Any]:
    return (
        select(
            *_SHOWN,
            _a.c.id.label("answer_id"),
            _a.c.created_at.label("answered_at"),
            _a.c.score.label("answer_score"),
            _a.c.excerpt.label("answer_excerpt"),
            _a.c.accepted_at,
            _a.c.official_at,
        )
        .join_from(_a, _q, _q.c.id == _a.c.question_id)
        .outerjoin(_p, _p.c.id == _q.c.author_id)
        .where(visibility.live_for(reader, _a.c), visibility.live_for(reader, _q.c))
        .order_by(_a.c.created_at.desc(), _a.c.id.desc())
        .limit(PAGE_SIZE + 1)
    )


def asked_by(actor: Actor, person_id: int, cursor: str = "") -> Page[Any]:
    """Live questions of one person, newest first."""
    query = _asked(sight.of(actor)).where(_q.c.author_id == person_id)
    values = paging.decode(cursor, (datetime, int))
    if values is not None:
        query = query.where(paging.after((_q.c.created_at, _q.c.id), values))
    return paging.cut(db.session.execute(query).all(), PAGE_SIZE, lambda row: (row.created_at, row.id))


def answered_by(actor: Actor, person_id: int, cursor: str = "") -> Page[Any]:
    """Live answers of one person with their questions, newest first."""
    query = _answered(sight.of(actor)).where(_a.c.author_id == person_id)
    values = paging.decode(cursor, (datetime, int))
    if values is not None:
        query = query.where(paging.after((_a.c.created_at, _a.c.id), values))
    return paging.cut(db.session.execute(query).all(), PAGE_SIZE, lambda row: (row.answered_at, row.answer_id))
