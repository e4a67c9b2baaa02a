"""Threads of the worker: one sees to it that there is an index, at the start and whenever it is lost; one forgets what
people searched when its time is over."""

import threading
from typing import Any

import structlog

from portal.core.db import db
from portal.search import actions, indexing

log = structlog.get_logger()


class Keeper(threading.Thread):
    """Looks every few seconds: that costs one small file, and a rebuild only when it is needed."""

    def __init__(self, app: Any, pause: float = 5.0) -> None:
        super().__init__(name="keeper", daemon=True)
        self.app, self.pause = app, pause
        self.stopping = threading.Event()

    def run(self) -> None:
        while True:
            try:
                with self.app.app_context():
                    indexing.heal()
            except Exception as error:  # another rebuild, a full disk, the database away: look again later
                log.warning("search.not_healed", error=type(error).__name__)
            if self.stopping.wait(self.pause):
                return


class Forgetter(threading.Thread):
    """Folds the search log into sums, a few times a day: mostly one look at an index."""

    def __init__(self, app: Any, pause: float = 6 * 3600.0) -> None:
        super().__init__(name="forgetter", daemon=True)
        self.app, self.pause = app, pause
        self.stopping = threading.Event()

    def run(self) -> None:
        while True:
            try:
                with self.app.app_context():
                    forget()
            except Exception as error:  # the database may be away: the next look takes what this one left
                log.warning("search.not_folded", error=type(error).__name__)
            if self.stopping.wait(self.pause):
                return


def forget() -> int:
    """Fold what is older than the log is kept; returns how many searches."""
    count = actions.fold()
    db.session.commit()
    if count:
        log.info("search.folded", searches=count)
    return count
