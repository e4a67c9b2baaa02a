"""What is read at its first use and then kept: one thread reads it, others wait instead of reading it beside that one."""

from __future__ import annotations

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

    def __call__(self) -> Value:
        if not self._held:
            with self._lock:
                if not self._held:
                    self._held.append(self._read())
        return self._held[0]

    @property
    def is_read(self) -> bool:
        return bool(self._held)
