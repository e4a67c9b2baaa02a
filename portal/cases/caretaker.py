"""A thread of the worker: looks through all cases once an hour, lets them grow stale, and reminds whom it concerns."""

from typing import Any

import structlog
from sqlalchemy import select

from portal.cases.actions.keeping import keep
from portal.cases.actions.reminding import remind
from portal.cases.models import Case
from portal.core.db import db
from portal.core.watch import Watch

log = structlog.get_logger()

PORTION = 500  # cases of one transaction: others write meanwhile


class Caretaker(Watch):
    """Scores move by a point in days, and a reminder is of a day: an hour is often enough for both."""

    def __init__(self, app: Any, pause: float = 3600.0) -> None:
        super().__init__("caretaker", app, look, pause, "cases.not_looked_after")


def look() -> tuple[int, int]:
    """Count every case again, then remind; gives how many cases changed and how many people were told."""
    ids = list(db.session.scalars(select(Case.id).order_by(Case.id)))
    db.session.commit()
    changed = 0
    for first in range(0, len(ids), PORTION):
        changed += keep(ids[first : first + PORTION])
        db.session.commit()
    told = remind()
    db.session.commit()
    if changed or told:
        log.info("cases.looked_after", changed=changed, told=told)
    return changed, told
