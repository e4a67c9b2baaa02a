"""What accounts tell upward."""

from dataclasses import dataclass

from portal.core.events import Event


@dataclass(frozen=True, slots=True)
class PersonRegistered(Event):
    person_id: int


@dataclass(frozen=True, slots=True)
class PersonVerified(Event):
    person_id: int


@dataclass(frozen=True, slots=True)
class PersonSuspended(Event):
    person_id: int


@dataclass(frozen=True, slots=True)
class PersonRestored(Event):
    person_id: int


@dataclass(frozen=True, slots=True)
class RoleChanged(Event):
    person_id: int
    role: str


@dataclass(frozen=True, slots=True)
class PersonRenamed(Event):
    person_id: int


@dataclass(frozen=True, slots=True)
class TeamRemoved(Event):
    """It is about to go: what it looked after needs somebody else."""

    team_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class PersonClaimed(Event):
    """An imported account turned out to be this person: capabilities move what it wrote."""

    imported_id: int
    person_id: int
