"""Cases as readers browse them: by topic, kind and language, newest checked first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import func, or_, select
from sqlalchemy.orm import aliased

from portal.cases.models import KINDS, Case, case_topic
from portal.cases.queries.topics import name_in
from portal.core import language, paging, visibility
from portal.core.db import db
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.topics.models import Topic

_PARENT = aliased(Topic)
_ROWS = select(
    Case.id,
    Case.title,
    Case.slug,
    Case.kind,
    Case.language,
    Case.excerpt,
    Case.product,
    Case.product_version,
    Case.platform,
    Case.helped_count,
    Case.not_helped_count,
    Case.topic_slugs,
    Case.created_at,
    Case.checked_at,
).order_by(Case.checked_at.desc(), Case.id.desc())


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader narrowed the list to; unknown words fall away."""

    topic: str = ""
    kind: str = ""
    language: str = ""

    @classmethod
    def of(cls, topic: str = "", kind: str = "", lang: str = "") -> "Choice":
        return cls(topic[:80], kind if kind in KINDS else "", lang if lang in language.CODES else "")


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic with how many cases the reader would find."""

    slug: str
    name: str
    count: int


def page(actor: Actor, choice: Choice, cursor: str = "", size: int = paging.PAGE_SIZE) -> Page[Any]:
    """One page of the cases that the actor may read."""
    query = _narrowed(_ROWS.where(visibility.live_for(actor, Case)), choice)
    values = paging.decode(cursor, (datetime, int))
    if values is not None:
        query = query.where(paging.after((Case.checked_at, Case.id), values))  # type: ignore[arg-type]
    rows = db.session.execute(query.limit(size + 1)).all()
    return paging.cut(rows, size, lambda row: (row.checked_at, row.id))


def latest(actor: Actor, limit: int = 6, *, topic: str = "", lang: str = "") -> Sequence[Any]:
    """The newest checked cases, for the home page and feeds."""
    query = _narrowed(_ROWS.where(visibility.live_for(actor, Case)), Choice.of(topic, "", lang))
    return db.session.execute(query.limit(limit)).all()


def _narrowed(query: Any, choice: Choice) -> Any:
    if choice.kind:
        query = query.where(Case.kind == choice.kind)
    if choice.language:
        query = query.where(Case.language == choice.language)
    if choice.topic:
        # A product shows the cases of its areas too.
        within = (
            select(case_topic.c.case_id)
            .join(Topic, Topic.id == case_topic.c.topic_id)
            .outerjoin(_PARENT, _PARENT.id == Topic.parent_id)
            .where(or_(Topic.slug == choice.topic, _PARENT.slug == choice.topic))
        )
        query = query.where(Case.id.in_(within))
    return query


def topic_counts(actor: Actor, lang: str) -> list[TopicCount]:
    """Every topic that has cases for this reader, by name; ``lang`` is the language of the names."""
    count = func.count(Case.id)
    rows = db.session.execute(
        select(Topic.id, Topic.slug, Topic.names, count)
        .join(case_topic, case_topic.c.topic_id == Topic.id)
        .join(Case, Case.id == case_topic.c.case_id)
        .where(visibility.live_for(actor, Case))
        .group_by(Topic.id)
    )
    found = [TopicCount(slug, name_in(names, slug, lang), number) for _id, slug, names, number in rows]
    return sorted(found, key=lambda each: each.name.casefold())
