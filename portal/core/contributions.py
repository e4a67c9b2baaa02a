"""A port: what a person has contributed, told on the profile by whichever capabilities are there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, select

from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card


@dataclass(frozen=True, slots=True)
class Contribution:
    """One tab of a profile. ``key`` stands in the address; ``label`` is a lazy translation.

    ``load(actor, person_id, limit)`` gives the newest that the *actor* may see; ``count(actor, person_id)`` selects how
    many they are in all, or is None where counting would cost too much.
    """

    key: str
    label: Any
    load: Callable[[Actor, int, int], list[Card]]
    count: Callable[[Actor, int], Select[Any]] | None = None


_providers: list[Contribution] = []


def wire(providers: Sequence[Contribution]) -> None:
    """Name the tabs in their order; called once by ``wiring.py``."""
    _providers[:] = providers


def providers() -> tuple[Contribution, ...]:
    return tuple(_providers)


def counts(actor: Actor, person_id: int) -> dict[str, int | None]:
    """How many each tab has, by its key; one query for all of them."""
    found: dict[str, int | None] = {tab.key: None for tab in _providers}
    asked = [tab.count(actor, person_id).scalar_subquery().label(tab.key) for tab in _providers if tab.count]
    return found | dict(db.session.execute(select(*asked)).mappings().one()) if asked else found
