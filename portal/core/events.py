"""News that travels upward. Events are frozen, named in the past tense and carry ids; each capability keeps its own
in ``events.py``; who hears them stands in ``wiring.py``, in order. A reaction only writes rows, in the same
transaction; slow work goes through the outbox."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any


class Event:
    """Marks a class as an event; subclasses are frozen dataclasses."""


Reaction = Callable[[Any], None]

_reactions: dict[type[Event], tuple[Reaction, ...]] = {}


def wire(reactions: Mapping[type[Event], Sequence[Reaction]]) -> None:
    """Replace the whole map; called once by ``wiring.py``."""
    _reactions.clear()
    _reactions.update({kind: tuple(each) for kind, each in reactions.items()})


def publish(event: Event) -> None:
    """Run the reactions to ``event`` in their written order. An event that nobody hears must be wired to ``()``."""
    for reaction in _reactions[type(event)]:
        reaction(event)
