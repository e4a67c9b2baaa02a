"""What gaps tell upward."""

from dataclasses import dataclass

from portal.core.events import Event


@dataclass(frozen=True, slots=True)
class GapGiven(Event):
    """``owner_id``, or somebody of the team, is to write its case now; whoever takes one gives it to nobody else."""

    gap_id: int
    owner_id: int | None
    team_id: int | None
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class GapClosed(Event):
    """What was missing is found now, in a case that readers see."""

    gap_id: int
    case_id: int
