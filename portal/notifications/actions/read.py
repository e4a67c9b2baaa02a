"""Marking as read. The number beside the inbox is counted anew, under the lock of the person's row."""

from collections.abc import Sequence

from sqlalchemy import func, select, update

from portal.accounts.models import Person
from portal.core import clock
from portal.core.db import db
from portal.core.permissions import Actor, demand
from portal.notifications.models import Notice

UNREAD = (
    select(func.count())
    .select_from(Notice)
    .where(Notice.person_id == Person.id, Notice.read_at.is_(None))
    .correlate(Person)
    .scalar_subquery()
)


def read(actor: Actor, notice_ids: Sequence[int], *, on: bool = True) -> int:
    """Mark some of the actor's own rows (others' are left alone); ``on=False`` makes them unread again. Gives how many
    are unread now."""
    demand(actor, "inbox.read")
    hold([actor.id or 0])
    now = clock.now() if on else None
    rows = update(Notice).where(Notice.person_id == actor.id, Notice.id.in_(list(notice_ids)[:100]))
    _run(rows.where(Notice.read_at.is_(None) if on else Notice.read_at.is_not(None)).values(read_at=now))
    return recount(actor)


def read_all(actor: Actor, *, until: int) -> int:
    """Mark everything up to the row ``until``, so that what came after the page was shown stays unread."""
    demand(actor, "inbox.read")
    hold([actor.id or 0])
    rows = update(Notice).where(Notice.person_id == actor.id, Notice.read_at.is_(None), Notice.id <= until)
    _run(rows.values(read_at=clock.now()))
    return recount(actor)


def hold(person_ids: Sequence[int]) -> None:
    """Lock the rows of these people, in one order for everybody."""
    db.session.execute(
        select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id).with_for_update(key_share=True)
    )


def recount(actor: Actor) -> int:
    """Set the number of the actor from a count."""
    _run(update(Person).where(Person.id == actor.id).values(unread_count=UNREAD))
    return db.session.scalar(select(Person.unread_count).where(Person.id == actor.id)) or 0


def _run(statement: object) -> None:
    db.session.execute(statement.execution_options(synchronize_session=False))  # type: ignore[attr-defined]
