"""The thread of the worker that brings the board up to date a few times a day; ``portal gaps gather`` does it at once."""

from typing import Any

import structlog

from portal.core.db import db, reading
from portal.core.watch import Watch
from portal.gaps import actions, queries
from portal.gaps.actions import Gathered

log = structlog.get_logger()


class Gatherer(Watch):
    """Counting the search log is what costs; it holds nobody up."""

    def __init__(self, app: Any, pause: float = 4 * 3600.0) -> None:
        super().__init__("gatherer", app, gather, pause, "gaps.not_gathered")


def gather() -> Gathered:
    """Look at everything, then write what changed; commits. Looking takes no lock, also on SQLite."""
    token = reading.set(True)
    try:
        seen = queries.picture()
    finally:
        db.session.rollback()
        reading.reset(token)
    done = actions.gather(seen)
    db.session.commit()
    log.info("gaps.gathered", opened=done.opened, reopened=done.reopened, closed=done.closed, live=done.live)
    return done
