"""Does one follow a thing; what does one follow."""

from sqlalchemy import bindparam, func, select

from portal.core import paging, refs
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.notifications.models import Follow

_f = Follow.__table__
_ONE = select(_f.c.id).where(
    _f.c.person_id == bindparam("person"),
    _f.c.kind == bindparam("kind"),
    _f.c.thing_id == bindparam("thing"),
    _f.c.ended_at.is_(None),
)


def follows(actor: Actor, ref: Ref) -> bool:
    """One indexed look."""
    return db.session.execute(_ONE, {"person": actor.id, "kind": ref.kind, "thing": ref.id}).first() is not None


def followers(ref: Ref) -> int:
    """How many follow a thing."""
    query = select(func.count()).select_from(_f)
    return db.session.scalar(query.where(_f.c.kind == ref.kind, _f.c.thing_id == ref.id, _f.c.ended_at.is_(None))) or 0


def followed(actor: Actor, cursor: str = "") -> paging.Page[tuple[Ref, Card | None]]:
    """What the actor follows, the latest first; no card for what they see no more."""
    query = select(_f.c.id, _f.c.kind, _f.c.thing_id).where(_f.c.person_id == actor.id, _f.c.ended_at.is_(None))
    after = paging.decode(cursor, (int,))
    if after:
        query = query.where(_f.c.id < after[0])
    rows = db.session.execute(query.order_by(_f.c.id.desc()).limit(paging.PAGE_SIZE + 1)).all()
    page = paging.cut(rows, paging.PAGE_SIZE, lambda row: (row.id,)) if rows else paging.Page([])
    wanted = [Ref(row.kind, row.thing_id) for row in page.rows]
    cards = refs.cards(actor, wanted)
    return paging.Page([(ref, cards.get(ref)) for ref in wanted], page.next)
