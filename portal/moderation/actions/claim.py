"""Saying "I am looking at this one", so that two people do not read the same post."""

from datetime import datetime

from flask_babel import gettext as _
from sqlalchemy import or_, update

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict
from portal.core.permissions import Actor, demand
from portal.moderation.models import CLAIM, QueueItem


def claim(actor: Actor, item_id: int) -> None:
    """Take an open item for a quarter of an hour. Raises ``Conflict`` when it is resolved or another one has it."""
    demand(actor, "moderation.queue")
    now = clock.now()
    free = or_(
        QueueItem.claimed_by_id.is_(None), QueueItem.claimed_by_id == actor.id, QueueItem.claimed_at < now - CLAIM
    )
    if not _set(item_id, free, actor.id, now):
        raise Conflict(_("Somebody else was quicker with this one."))


def release(actor: Actor, item_id: int) -> None:
    """Give one's own claim back; one that was not there changes nothing."""
    demand(actor, "moderation.queue")
    _set(item_id, QueueItem.claimed_by_id == actor.id, None, None)


def _set(item_id: int, condition: object, person_id: int | None, at: datetime | None) -> bool:
    done = db.session.execute(
        update(QueueItem)
        .where(QueueItem.id == item_id, QueueItem.resolved_at.is_(None), condition)  # type: ignore[arg-type]
        .values(claimed_by_id=person_id, claimed_at=at)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount == 1  # type: ignore[attr-defined]
