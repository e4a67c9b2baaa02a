"""Beginning and ending to follow."""

from typing import Any

from sqlalchemy import func, select
from sqlalchemy.dialects import postgresql, sqlite

from portal.core import clock, refs
from portal.core.db import db
from portal.core.errors import NotFound, SignInNeeded
from portal.core.events import publish
from portal.core.permissions import Actor, demand
from portal.core.post_events import FollowersChanged
from portal.core.refs import Ref
from portal.notifications.models import Follow
from portal.notifications.streams import FOLLOWABLE


def follow(actor: Actor, ref: Ref, *, on: bool) -> bool:
    """Follow a thing, or stop; again is no change. Gives whether the actor follows now.

    Raises ``NotFound`` for what the actor does not see; but one may always stop, also what one sees no more.
    """
    if ref.kind not in FOLLOWABLE:
        raise NotFound(ref.kind)
    card = refs.card(actor, ref)
    held = _held(actor.id, ref)
    if card is None and (on or held is None):
        raise NotFound(ref.kind)
    demand(actor, f"{ref.kind}.follow", card)
    if actor.id is None:
        raise SignInNeeded(ref.kind)
    if held is None:
        return begin(actor.id, ref) if on else False
    if (held.ended_at is None) != on:
        held.ended_at = None if on else clock.now()
        db.session.flush()
        _count(ref)
    return on


def begin(person_id: int, ref: Ref) -> bool:
    """Follow unless there is a row already, be it of one who stopped. Gives whether it was new."""
    insert: Any = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    fresh = db.session.scalar(
        insert(Follow)
        .values(person_id=person_id, kind=ref.kind, thing_id=ref.id, created_at=clock.now())
        .on_conflict_do_nothing(index_elements=["person_id", "kind", "thing_id"])
        .returning(Follow.id)
    )
    if fresh is None:
        return False
    _count(ref)
    return True


def _held(person_id: int | None, ref: Ref) -> Follow | None:
    query = select(Follow).where(
        Follow.person_id == person_id, Follow.kind == ref.kind, Follow.thing_id == ref.id
    )  # the row is held, so that two clicks at once come one after the other
    return db.session.scalars(query.with_for_update()).first()


_COUNT = select(func.count()).select_from(Follow).where(Follow.ended_at.is_(None))


def _count(ref: Ref) -> None:
    """Tell the owner of the counter. Writing it locks the thing's row, so a second count then sees all who came
    before; when it differs, it is the true one."""
    query = _COUNT.where(Follow.kind == ref.kind, Follow.thing_id == ref.id)
    count = db.session.scalar(query) or 0
    publish(FollowersChanged(ref.kind, ref.id, count))
    again = db.session.scalar(query) or 0
    if again != count:
        publish(FollowersChanged(ref.kind, ref.id, again))
