"""Threads of the worker that do one thing again and again."""

import threading
from collections.abc import Callable
from typing import Any

import structlog

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
