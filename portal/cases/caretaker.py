"""A thread of the worker: looks through all cases once an hour, lets them grow stale, and reminds whom it concerns."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

import structlog
from sqlalchemy import select, update

from portal.cases.actions.keeping import keep
from portal.cases.actions.reminding import remind
from portal.cases.models import Case
from portal.core.db import db
from portal.core.watch import Watch

log = structlog.get_logger()

Misled = Callable[[], Mapping[int, int]]
PORTION = 500  # cases of one transaction: others write meanwhile


class Caretaker(Watch):
    """Scores move by a point in days, and a reminder is of a day: an hour is often enough for both."""

    def __init__(self, app: Any, misled: Misled, pause: float = 3600.0) -> None:
        super().__init__("caretaker", app, partial(look, misled), pause, "cases.not_looked_after")


def look(misled: Misled = dict) -> tuple[int, int]:
    """Count every case again, then remind; gives how many cases changed and how many people were told.

    ``misled`` tells of each case how many searches since its check led there and were asked as a question all the same;
    what it does not name has none. Only search knows.
    """
    _note(misled())
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


def _note(found: Mapping[int, int]) -> None:
    """Write down what differs."""
    stored = {row.id: row.misled_count for row in db.session.execute(_MISLED)}
    for number in sorted(stored.keys() | found.keys()):
        if stored.get(number, 0) != found.get(number, 0):
            row = update(Case).where(Case.id == number).values(misled_count=found.get(number, 0))
            db.session.execute(row.execution_options(synchronize_session="fetch"))
    db.session.commit()


_MISLED = select(Case.id, Case.misled_count).where(Case.misled_count > 0)
