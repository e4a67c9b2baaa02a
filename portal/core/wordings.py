"""A port: how people who searched put what they found in a thing. Capabilities below ``search`` ask here; ``wiring.py``
says who answers."""

from collections.abc import Callable, Collection
from dataclasses import dataclass

from portal.core.permissions import Actor
from portal.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Wording:
    """``words`` as most of them put it; ``searches`` that led here by these or other forms of the words; ``solved``:
    how many of them ended with “this solved it”."""

    words: str
    searches: int
    solved: int


Finder = Callable[[Actor, Ref, str, Collection[str]], list[Wording]]
_finder: list[Finder] = []


def wire(finder: Finder | None) -> None:
    """Name the one who answers; None for nobody."""
    _finder[:] = [finder] if finder else []


def led_to(actor: Actor, ref: Ref, language: str, known: Collection[str]) -> list[Wording]:
    """What of it none of the texts ``known`` says, for a text in ``language``; the weightiest first. For staff only."""
    return _finder[0](actor, ref, language, known) if _finder else []
