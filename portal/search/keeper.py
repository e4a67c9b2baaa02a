"""Threads of the worker: one sees to it that there is an index, at the start and whenever it is lost; one forgets what
people searched when its time is over."""

import threading
from collections.abc import Callable
from typing import Any

import structlog

from portal.core.db import db
from portal.search import actions, indexing

log = structlog.get_logger()


class Watch(threading.Thread):
    """Does the same thing again and again; a failure is noted and the next round takes what it left."""

    def __init__(self, name: str, app: Any, task: Callable[[], object], pause: float, failed: str) -> None:
        super().__init__(name=name, daemon=True)
        self.app, self.task, self.pause, self.failed = app, task, pause, failed
        self.stopping = threading.Event()

    def run(self) -> None:
        while True:
            try:
                with self.app.app_context():
                    self.task()
            except Exception as error:  # another rebuild, a full disk, the database away
                log.warning(self.failed, error=type(error).__name__)
            if self.stopping.wait(self.pause):
                return


class Keeper(Watch):
    """Looks every few seconds: that costs one small file, and a rebuild only when it is needed."""

    def __init__(self, app: Any, pause: float = 5.0) -> None:
        super().__init__("keeper", app, indexing.heal, pause, "search.not_healed")


class Forgetter(Watch):
    """Folds the search log into sums, a few times a day: mostly one look at an index."""

    def __init__(self, app: Any, pause: float = 6 * 3600.0) -> None:
        super().__init__("forgetter", app, forget, pause, "search.not_folded")


def forget() -> int:
    """Fold what is older than the log is kept; returns how many searches."""
    count = actions.fold()
    db.session.commit()
    if count:
        log.info("search.folded", searches=count)
    return count
