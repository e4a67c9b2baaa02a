"""A port: what moderation may do to a post of any kind, without knowing the capability that owns it.

Each capability offers a ``Steward`` for its kinds; ``wiring.py`` names them. Every method changes the row, keeps the
capability's counters and thread version true, and publishes the capability's own event; asking for permission, the
reason and the audit entry are moderation's business.
"""

from collections.abc import Mapping
from typing import Any, Protocol

from portal.core.errors import NotFound
from portal.core.permissions import Actor


class Steward(Protocol):
    """Unsupported verbs raise ``Invalid``. ``thing_id`` that is not there raises ``NotFound``."""

    verbs: frozenset[str]  # of: status, close, lock, duplicate

    def get(self, thing_id: int) -> Any:
        """The row, whatever its status: has ``id author_id status visibility audience locked_at``."""

    def set_status(self, actor: Actor, thing_id: int, status: str) -> None:
        """Hide, delete, restore, approve: any ``Status`` value."""

    def close(self, actor: Actor, thing_id: int, reason: str) -> None: ...

    def reopen(self, actor: Actor, thing_id: int) -> None: ...

    def lock(self, actor: Actor, thing_id: int, on: bool) -> None: ...

    def mark_duplicate(self, actor: Actor, thing_id: int, target_id: int) -> None:
        """Raises ``Invalid`` for itself, a chain, or a target that is not live."""


_stewards: dict[str, Steward] = {}


def wire(stewards: Mapping[str, Steward]) -> None:
    _stewards.clear()
    _stewards.update(stewards)


def of(kind: str) -> Steward:
    """The steward of a kind. Raises ``NotFound`` for a kind that cannot be moderated."""
    if kind not in _stewards:
        raise NotFound(kind)
    return _stewards[kind]


def kinds() -> frozenset[str]:
    return frozenset(_stewards)
