"""A port: capabilities below ``search`` ask here for what is similar to a text; ``wiring.py`` says who answers."""

from collections.abc import Callable, Sequence

import structlog

from portal.core.permissions import Actor
from portal.core.refs import Card

Finder = Callable[[Actor, str, Sequence[str], int], list[Card]]
log = structlog.get_logger()
_finder: list[Finder] = []


def wire(finder: Finder | None) -> None:
    """Name the one who answers; None for nobody."""
    _finder[:] = [finder] if finder else []


def find(actor: Actor, text: str, kinds: Sequence[str] = ("case", "question", "idea"), limit: int = 5) -> list[Card]:
    """Things like ``text`` that the actor may see, best first. Empty when search is down: nothing waits for it."""
    if not _finder or not text.strip():
        return []
    try:
        return _finder[0](actor, text, kinds, limit)
    except Exception as error:
        log.warning("similar.unavailable", error=type(error).__name__)
        return []
