"""Showing a guide to its readers, and taking it away."""

from portal.core import audit, clock
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.core.visibility import Status
from portal.guides.actions.keep import get
from portal.guides.models import Guide


def publish(actor: Actor, guide_id: int) -> Guide:
    return _set(actor, guide_id, Status.LIVE, "guide.publish")


def archive(actor: Actor, guide_id: int) -> Guide:
    """Only staff see it from now on; progress is kept."""
    return _set(actor, guide_id, Status.ARCHIVED, "guide.keep")


def _set(actor: Actor, guide_id: int, status: Status, permission: str) -> Guide:
    row = get(actor, guide_id, permission)
    if row.status != status.value:
        row.status, row.updated_at = status.value, clock.now()
        db.session.flush()
        audit.record(actor, "guide.publish" if status == Status.LIVE else "guide.archive", Ref("guide", row.id))
    return row
