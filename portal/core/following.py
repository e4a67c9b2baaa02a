"""A port: does the reader follow a thing? Pages of every capability ask here; ``wiring.py`` says who answers."""

from collections.abc import Callable

from portal.core.permissions import Actor
from portal.core.refs import Ref

Lookup = Callable[[Actor, Ref], bool]
_lookup: list[Lookup] = []


def wire(lookup: Lookup | None) -> None:
    """Name the one who answers, in one query; None for nobody."""
    _lookup[:] = [lookup] if lookup else []


def follows(actor: Actor, ref: Ref) -> bool:
    """False for a guest, and when nobody answers."""
    return bool(_lookup) and actor.id is not None and _lookup[0](actor, ref)
