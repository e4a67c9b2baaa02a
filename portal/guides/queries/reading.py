"""Guides as readers see them: only the cases that they may see, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import func, select

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


def listed(actor: Actor, *, drafts: bool = False) -> Sequence[Any]:
    """Guides that the actor may read, by title, with how many cases each has; ``drafts``: what readers do not see."""
    size = select(func.count()).where(GuideEntry.guide_id == Guide.id).scalar_subquery().label("size")
    where = visibility.live_for(actor, Guide)
    if drafts:
        permissions.demand(actor, "guide.keep")
        where = Guide.status != Status.LIVE.value
    columns = (Guide.id, Guide.title, Guide.slug, Guide.language, Guide.visibility, Guide.status, size)
    return db.session.execute(select(*columns).where(where).order_by(Guide.title, Guide.id).limit(MOST)).all()


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
    cards = refs.cards_in(actor, "case", wanted, language)
    found = [(number, cards[number]) for number in wanted if number in cards]
    keeps = permissions.can(actor, "guide.keep")
    return [Entry(number, card, card.state not in READ) for number, card in found if card.state in READ or keeps]
