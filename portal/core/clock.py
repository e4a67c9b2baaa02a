"""The one source of time, so that tests and the demo content can stand elsewhere in it."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import UTC, datetime

_standing: ContextVar[datetime | None] = ContextVar("standing", default=None)


def now() -> datetime:
    """The present moment, aware, in UTC, to the microsecond."""
    return _standing.get() or datetime.now(UTC)


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Everything inside happens at ``moment`` (aware). Used to load content with its own times."""
    token = _standing.set(moment)
    try:
        yield
    finally:
        _standing.reset(token)
