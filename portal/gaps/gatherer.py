"""The thread of the worker that brings the board up to date a few times a day; ``portal gaps gather`` does it at once."""

from threading import Event
from typing import Any

import structlog

from portal.core.db import db, reading
from portal.core.watch import Watch
from portal.gaps import actions, queries
from portal.gaps.actions import Gathered
from portal.search import actions as search
from portal.search.queries.rekeyed import rekeyed

log = structlog.get_logger()


class Gatherer(Watch):
    """Counting the search log is what costs; it holds nobody up."""

    def __init__(self, app: Any, pause: float = 4 * 3600.0) -> None:
        super().__init__("gatherer", app, gather, pause, "gaps.not_gathered")


_rekeyed = Event()  # this process has seen to it that every group has the key its words have now


def gather() -> Gathered:
    """Look at everything, then write what changed; commits. Looking takes no lock, also on SQLite."""
    if not _rekeyed.is_set():
        rekey()
        _rekeyed.set()
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


def rekey() -> tuple[int, int]:
    """Bring searches and gaps of an older release together as those of this one are; gives how many of each changed.
    Commits. Mostly it finds nothing to do."""
    token = reading.set(True)
    try:
        found = list(rekeyed())
    finally:
        db.session.rollback()
        reading.reset(token)
    done = search.rekey(found), actions.rekey((each.before, each.now) for each in found)
    db.session.commit()
    if any(done):
        log.info("gaps.rekeyed", searches=done[0], gaps=done[1])
    return done
