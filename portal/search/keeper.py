"""A thread of the worker that sees to it that there is an index: at the start, and whenever it is lost."""

import threading
from typing import Any

import structlog

from portal.search import indexing

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
