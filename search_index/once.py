"""What is read at its first use and then kept: one thread reads it, others wait instead of reading it beside that one."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable
from typing import Generic, TypeVar

Value = TypeVar("Value")


class Once(Generic[Value]):
    """Calls `read` at the first call; what it raises is raised, and the next call tries again."""

    def __init__(self, read: Callable[[], Value]) -> None:
        self._read = read
        self._held: list[Value] = []
        self._lock = threading.Lock()
        if hasattr(os, "register_at_fork"):
            os.register_at_fork(after_in_child=self._begin_anew)

    def __call__(self) -> Value:
        if not self._held:
            with self._lock:
                if not self._held:
                    self._held.append(self._read())
        return self._held[0]

    @property
    def is_read(self) -> bool:
        return bool(self._held)

    def _begin_anew(self) -> None:
        """The thread that held the lock did not come along."""
        self._lock = threading.Lock()
