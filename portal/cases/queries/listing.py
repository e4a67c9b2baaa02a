"""Cases as readers browse them: by topic, kind, product and language, newest checked or most read first. A case that
stands in several languages is shown once, in the reader's own where there is one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, and_, cast, func, literal, null, or_, select, true, union_all
from sqlalchemy.orm import aliased

from portal.cases.models import KINDS, Case, case_topic
from portal.cases.queries.siblings import group_of, only_the_best
from portal.cases.queries.topics import name_in
from portal.core import language, paging, visibility
from portal.core.db import db
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.topics.models import Topic

SORTS = ("checked", "popular")
PRODUCTS = 12
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
    Case.view_count,
).order_by(Case.checked_at.desc(), Case.id.desc())

# Versions only rise and no row is ever taken away: as long as their sum stands, nothing was written.
_WRITTEN = select(func.coalesce(func.sum(aliased(Case).version), 0)).scalar_subquery().label("written")


@dataclass(frozen=True, slots=True)
class Choice:
    """What a reader narrowed the list to; unknown words fall away."""

    topic: str = ""
    kind: str = ""
    language: str = ""
    product: str = ""
    sort: str = ""

    @classmethod
    def of(cls, topic: str = "", kind: str = "", lang: str = "", product: str = "", sort: str = "") -> "Choice":
        return cls(
            topic[:80],
            kind if kind in KINDS else "",
            lang if lang in language.CODES else "",
            product[:120],
            sort if sort == "popular" else "",
        )


@dataclass(frozen=True, slots=True)
class TopicCount:
    """A topic with how many cases the reader would find."""

    slug: str
    name: str
    count: int


def page(
    actor: Actor, choice: Choice, cursor: str = "", size: int = paging.PAGE_SIZE, *, prefer: str = "en"
) -> Page[Any]:
    """One page of the cases that the actor may read, each once; ``prefer`` is the language that the reader reads."""
    query = _once(visibility.reader(actor), choice, prefer)
    if choice.sort == "popular":
        query = query.order_by(None).order_by(Case.view_count.desc(), Case.id.desc())
        columns, shape = (Case.view_count, Case.id), (int, int)
    else:
        columns, shape = (Case.checked_at, Case.id), (datetime, int)  # type: ignore[assignment]
    values = paging.decode(cursor, shape)
    if values is not None:
        query = query.where(paging.after(columns, values))  # type: ignore[arg-type]
    query = query.add_columns(_WRITTEN)
    rows = db.session.execute(query.limit(size + 1)).all()
    return paging.cut(rows, size, lambda row: (row.view_count if choice.sort else row.checked_at, row.id))


def latest(actor: Actor, limit: int = 6, *, topic: str = "", lang: str = "", prefer: str = "") -> Sequence[Any]:
    """The newest checked cases, for the home page and feeds; each once when a language is preferred."""
    choice = Choice.of(topic, "", lang)
    if prefer:
        return db.session.execute(_once(visibility.reader(actor), choice, prefer).limit(limit)).all()
    query = _ROWS.where(visibility.live_for(actor, Case), *_narrowing(choice, Case))
    return db.session.execute(query.limit(limit)).all()


@lru_cache(maxsize=500)
def _once(reader: Actor, choice: Choice, prefer: str) -> Any:
    """Kept: to put it together costs more than to run it."""
    query = _ROWS.where(visibility.live_for(reader, Case), *_narrowing(choice, Case))
    if choice.language:  # a group has one case in each language
        return query
    return query.where(only_the_best(reader, prefer, lambda other: and_(true(), *_narrowing(choice, other))))


def _narrowing(choice: Choice, thing: Any) -> list[ColumnElement[bool]]:
    found: list[ColumnElement[bool]] = []
    if choice.kind:
        found.append(thing.kind == choice.kind)
    if choice.language:
        found.append(thing.language == choice.language)
    if choice.product:
        found.append(thing.product == choice.product)
    if choice.topic:
        # A product shows the cases of its areas too.
        within = (
            select(case_topic.c.case_id)
            .join(Topic, Topic.id == case_topic.c.topic_id)
            .outerjoin(_PARENT, _PARENT.id == Topic.parent_id)
            .where(or_(Topic.slug == choice.topic, _PARENT.slug == choice.topic))
        )
        found.append(thing.id.in_(within))
    return found


def topic_counts(actor: Actor, lang: str) -> list[TopicCount]:
    """Every topic that has cases for this reader, by name; ``lang`` is the language of the names."""
    return product_and_topic_counts(actor, lang)[1]


def product_and_topic_counts(
    actor: Actor, lang: str, rows: Sequence[Any] = ()
) -> tuple[list[tuple[str, int]], list[TopicCount]]:
    """Products and topics that have cases for this reader, with how many: a case in three languages is one. ``rows`` of a
    page of the list say whether any case became another one since it was counted."""
    written = rows[0].written if rows else db.session.scalar(select(_WRITTEN))
    return _counts(visibility.reader(actor), lang, written)


@lru_cache(maxsize=200)
def _counts(reader: Actor, lang: str, _written: int) -> tuple[list[tuple[str, int]], list[TopicCount]]:
    count = func.count(group_of(Case).distinct())
    seen = visibility.live_for(reader, Case)
    topics = (
        select(
            literal("topic").label("what"), Topic.slug.label("slug"), Topic.names.label("names"), count.label("count")
        )
        .join(case_topic, case_topic.c.topic_id == Topic.id)
        .join(Case, Case.id == case_topic.c.case_id)
        .where(seen)
        .group_by(Topic.id)
    )
    nameless = cast(null(), Topic.__table__.c.names.type)
    products = (
        select(literal("product"), Case.product, nameless, count).where(seen, Case.product != "").group_by(Case.product)
    )
    rows = db.session.execute(union_all(topics, products)).all()
    found = [
        TopicCount(slug, name_in(names, slug, lang), number) for what, slug, names, number in rows if what == "topic"
    ]
    made = [(slug, number) for what, slug, _names, number in rows if what == "product"]
    most = sorted(made, key=lambda each: (-each[1], each[0].casefold()))[:PRODUCTS]
    return most, sorted(found, key=lambda each: each.name.casefold())
