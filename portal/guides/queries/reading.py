"""Guides as readers see them: only the cases that they may see, in order."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import select

from portal.core import permissions, refs, visibility
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.refs import Card
from portal.core.visibility import Status
from portal.guides.models import Guide, GuideEntry

MOST = 200
READ = frozenset({"published", "needs_check"})  # states of a case that a guide leads to


@dataclass(frozen=True, slots=True)
class Entry:
    """A case of a guide by its number, with the card of what this reader is led to; ``missing``: staff see that readers
    do not see it."""

    number: int
    card: Card
    missing: bool


@dataclass(frozen=True, slots=True)
class Listed:
    """A guide of a list; ``size`` counts what stands in it for this reader."""

    id: int
    title: str
    slug: str
    language: str
    visibility: str
    status: str
    size: int = field(kw_only=True)


def listed(actor: Actor, *, drafts: bool = False) -> Sequence[Listed]:
    """Guides that the actor may read, by title; ``drafts``: what readers do not see. Two queries."""
    where = visibility.live_for(actor, Guide)
    if drafts:
        permissions.demand(actor, "guide.keep")
        where = Guide.status != Status.LIVE.value
    columns = (Guide.id, Guide.title, Guide.slug, Guide.language, Guide.visibility, Guide.status)
    some = select(*columns).where(where).order_by(Guide.title, Guide.id).limit(MOST).subquery()
    query = select(some, GuideEntry.case_id).outerjoin(GuideEntry, GuideEntry.guide_id == some.c.id)
    held: dict[Any, list[int]] = {}
    for *row, case_id in db.session.execute(query.order_by(some.c.title, some.c.id)):
        held.setdefault(tuple(row), []).append(case_id or 0)
    seen = _read(actor, refs.cards_in(actor, "case", list({number for each in held.values() for number in each}), ""))
    return [Listed(*row, size=sum(number in seen for number in each)) for row, each in held.items()]


def guide(actor: Actor, guide_id: int) -> Guide:
    """Raises ``NotFound``."""
    row = db.session.get(Guide, guide_id)
    if row is None or not visibility.sees(actor, row):
        raise NotFound("guide")
    return row


def entity(actor: Actor, guide_id: int) -> Guide:
    """For those who keep it. Raises ``NotFound``, ``Forbidden``."""
    row = guide(actor, guide_id)
    permissions.demand(actor, "guide.keep", row)
    return row


def numbers(guide_id: int) -> list[int]:
    """The cases of a guide, in order, seen or not."""
    query = select(GuideEntry.case_id).where(GuideEntry.guide_id == guide_id)
    return list(db.session.scalars(query.order_by(GuideEntry.position, GuideEntry.id)))


def entries(actor: Actor, guide_id: int, language: str = "") -> list[Entry]:
    """What stands in a guide for this reader, each case in ``language`` where it stands in it; two queries."""
    wanted = numbers(guide_id)
    seen = _read(actor, refs.cards_in(actor, "case", wanted, language))
    return [Entry(number, seen[number], seen[number].state not in READ) for number in wanted if number in seen]


def _read(actor: Actor, cards: Mapping[int, Card]) -> dict[int, Card]:
    """Those of the cases of guides that this reader finds there."""
    keeps = permissions.can(actor, "guide.keep")
    return {number: card for number, card in cards.items() if card.state in READ or keeps}
