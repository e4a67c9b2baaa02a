"""Statements that depend on who reads, built once for each kind of reader and kept."""

from collections.abc import Callable
from functools import lru_cache
from typing import Any

from portal.core.permissions import Actor


def of(actor: Actor) -> Actor:
    """Only what sight depends on, so that all guests (and all staff) share one statement."""
    if actor.is_staff:
        return Actor(role="staff")
    return Actor(id=actor.id, role=actor.role, segment=actor.segment, company=actor.company)


def kept(build: Callable[..., Any]) -> Callable[..., Any]:
    """``build(reader, …)`` with its statements kept; the reader is an ``of(actor)``."""
    return lru_cache(maxsize=1000)(build)
