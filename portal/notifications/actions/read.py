"""Marking as read."""

from collections.abc import Sequence

from sqlalchemy import update

from portal.core import clock
from portal.core.db import db
from portal.core.permissions import Actor, demand
from portal.notifications.actions import counting
from portal.notifications.models import Notice


def read(actor: Actor, notice_ids: Sequence[int], *, on: bool = True) -> int:
    """Mark some of the actor's own rows (others' are left alone); ``on=False`` makes them unread again. Gives how many
    are unread now."""
    demand(actor, "inbox.read")
    counting.hold([actor.id or 0])
    now = clock.now() if on else None
    rows = update(Notice).where(Notice.person_id == actor.id, Notice.id.in_(list(notice_ids)[:100]))
    _run(rows.where(Notice.read_at.is_(None) if on else Notice.read_at.is_not(None)).values(read_at=now))
    return counting.recount(actor.id or 0)


def read_all(actor: Actor, *, until: int) -> int:
    """Mark everything up to the row ``until``, so that what came after the page was shown stays unread."""
    demand(actor, "inbox.read")
    counting.hold([actor.id or 0])
    rows = update(Notice).where(Notice.person_id == actor.id, Notice.read_at.is_(None), Notice.id <= until)
    _run(rows.values(read_at=clock.now()))
    return counting.recount(actor.id or 0)


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
