"""A port: what a person has contributed, told on the profile by whichever capabilities are there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from portal.core.permissions import Actor
from portal.core.refs import Card


@dataclass(frozen=True, slots=True)
class Contribution:
    """One tab of a profile. ``key`` stands in the address; ``label`` is a lazy translation.

    ``load(actor, person_id, limit)`` gives the newest that the *actor* may see; ``count(actor, person_id)`` how many
    they are in all, or None where counting would cost too much.
    """

    key: str
    label: Any
    load: Callable[[Actor, int, int], list[Card]]
    count: Callable[[Actor, int], int] | None = None


_providers: list[Contribution] = []


def wire(providers: Sequence[Contribution]) -> None:
    """Name the tabs in their order; called once by ``wiring.py``."""
    _providers[:] = providers


def providers() -> tuple[Contribution, ...]:
    return tuple(_providers)
