"""The queue: what waits, oldest first, so that what is late stands first."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import and_, func, or_, select, tuple_

from portal.accounts.models import Person
from portal.core import paging, refs
from portal.core.db import db
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.moderation.models import Flag, QueueItem


@dataclass(frozen=True, slots=True)
class Filter:
    """What of the queue is looked at; '' is everything."""

    why: str = ""
    kind: str = ""


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the queue. ``card`` is missing when the thing is gone altogether."""

    item: QueueItem
    card: Card | None
    reasons: tuple[str, ...]
    claimed_by: str

    @property
    def ref(self) -> Ref:
        return Ref(self.item.kind, self.item.thing_id)


_OPEN = (
    select(QueueItem, Person.name)
    .outerjoin(Person, Person.id == QueueItem.claimed_by_id)
    .where(QueueItem.resolved_at.is_(None))
)


def page(actor: Actor, sieve: Filter, cursor: str = "", size: int = paging.PAGE_SIZE) -> Page[Row]:
    """Open items, the longest waiting first; a page begins after the cursor."""
    query = _OPEN.order_by(QueueItem.created_at, QueueItem.id).limit(size + 1)
    if sieve.why:
        query = query.where(QueueItem.why == sieve.why)
    if sieve.kind:
        query = query.where(QueueItem.kind == sieve.kind)
    after = paging.decode(cursor, (datetime, int))
    if after:
        query = query.where(_follows(*after))
    cut = paging.cut(db.session.execute(query).all(), size, lambda row: (row[0].created_at, row[0].id))
    return Page(_rows(actor, cut.rows), cut.next)


def _follows(moment: datetime, number: int) -> Any:
    later = or_(QueueItem.created_at > moment, and_(QueueItem.created_at == moment, QueueItem.id > number))
    return and_(QueueItem.created_at >= moment, later)


def item(actor: Actor, item_id: int) -> Row | None:
    """One open item."""
    found = db.session.execute(_OPEN.where(QueueItem.id == item_id)).all()
    return next(iter(_rows(actor, found)), None)


def item_of(actor: Actor, ref: Ref) -> Row | None:
    """The open item of a thing."""
    found = db.session.execute(_OPEN.where(QueueItem.kind == ref.kind, QueueItem.thing_id == ref.id)).all()
    return next(iter(_rows(actor, found)), None)


def _rows(actor: Actor, found: Any) -> list[Row]:
    things = [Ref(each.kind, each.thing_id) for each, _name in found]
    cards, why = refs.cards(actor, things), _reasons(things)
    return [Row(each, cards.get(ref), why[ref], name or "") for ref, (each, name) in zip(things, found, strict=True)]


def _reasons(things: list[Ref]) -> dict[Ref, tuple[str, ...]]:
    """The different reasons of open flags on many things, in one query."""
    gathered: dict[Ref, list[str]] = defaultdict(list)
    pairs = [(ref.kind, ref.id) for ref in things]
    rows = db.session.execute(
        select(Flag.kind, Flag.thing_id, Flag.reason)
        .where(tuple_(Flag.kind, Flag.thing_id).in_(pairs), Flag.resolved_at.is_(None))
        .group_by(Flag.kind, Flag.thing_id, Flag.reason)
        .order_by(func.count().desc(), Flag.reason)
    )
    for kind, thing_id, reason in rows:
        gathered[Ref(kind, thing_id)].append(reason)
    return {ref: tuple(gathered[ref]) for ref in things}


def counts() -> dict[tuple[str, str], int]:
    """(why, kind) -> how many items wait."""
    rows = db.session.execute(
        select(QueueItem.why, QueueItem.kind, func.count())
        .where(QueueItem.resolved_at.is_(None))
        .group_by(QueueItem.why, QueueItem.kind)
    )
    return {(why, kind): count for why, kind, count in rows}
