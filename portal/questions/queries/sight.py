"""Statements that depend on who reads, built once for each kind of reader and kept."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from portal.core import visibility

of = visibility.reader


def kept(build: Callable[..., Any]) -> Callable[..., Any]:
    """``build(reader, …)`` with its statements kept; the reader is an ``of(actor)``."""
    return lru_cache(maxsize=1000)(build)
