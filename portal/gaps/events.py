"""What gaps tell upward."""

from dataclasses import dataclass

from portal.core.events import Event


@dataclass(frozen=True, slots=True)
class GapGiven(Event):
    """``owner_id`` is to write its case now; whoever takes one gives it to nobody but themselves."""

    gap_id: int
    owner_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class GapClosed(Event):
    """What was missing is found now, in a case that readers see."""

    gap_id: int
    case_id: int
