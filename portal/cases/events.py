"""What cases tell upward. ``actor_id`` is who did it."""

from dataclasses import dataclass

from portal.core.events import Event
from portal.core.refs import Ref


@dataclass(frozen=True, slots=True)
class CaseWritten(Event):
    """A new case stands as a draft. ``begun_from``: what asked for it, when something did."""

    case_id: int
    actor_id: int | None
    begun_from: Ref | None = None


@dataclass(frozen=True, slots=True)
class CaseEdited(Event):
    """A revision was written. Readers see it only after ``CasePublished``."""

    case_id: int
    actor_id: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class CasePublished(Event):
    """Readers see this revision from now on; ``first`` when they saw none before, ``changed`` when they saw another."""

    case_id: int
    actor_id: int | None
    revision: int
    first: bool
    changed: bool = False


@dataclass(frozen=True, slots=True)
class CaseArchived(Event):
    case_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class CaseStatusChanged(Event):
    """Hidden, deleted, restored. Publishing and archiving tell their own news."""

    case_id: int
    actor_id: int | None
    status: str
    was: str


@dataclass(frozen=True, slots=True)
class CasePromoted(Event):
    """An answer became a source of a case."""

    case_id: int
    question_id: int
    answer_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class CaseFeedbackGiven(Event):
    """A reader said whether a case helped; None for a guest."""

    case_id: int
    actor_id: int | None
    helped: bool
    revision: int


@dataclass(frozen=True, slots=True)
class CaseSubmitted(Event):
    """A text waits for those who publish."""

    case_id: int
    actor_id: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class CaseSentBack(Event):
    """A text was not published yet; its author reads why."""

    case_id: int
    actor_id: int | None
    revision: int
    author_id: int | None


@dataclass(frozen=True, slots=True)
class CaseUnscheduled(Event):
    """What was to be published at a time will not be; ``planner_id`` had decided it."""

    case_id: int
    actor_id: int | None
    planner_id: int | None


@dataclass(frozen=True, slots=True)
class CaseDoubted(Event):
    """Somebody has to look whether a case still holds; ``again`` when that was so already."""

    case_id: int
    actor_id: int | None
    owner_id: int | None
    reason: str
    again: bool = False


@dataclass(frozen=True, slots=True)
class CaseConfirmed(Event):
    """Somebody vouched for what readers see."""

    case_id: int
    actor_id: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class CaseRetired(Event):
    """A case no longer holds; it stands at its address only."""

    case_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class CaseOwnerChanged(Event):
    """Somebody else looks after a case now: a person, a named team, or neither when it is a whole role or nobody."""

    case_id: int
    actor_id: int | None
    owner_id: int | None
    team_id: int | None = None


@dataclass(frozen=True, slots=True)
class CasesFellDue(Event):
    """A person is reminded of all that fell due for them, at most once a day."""

    reminder_id: int
    person_id: int


@dataclass(frozen=True, slots=True)
class CaseTranslationChanged(Event):
    """A case became a translation of another one (``linked``), or is none any more."""

    case_id: int
    actor_id: int | None
    original_id: int
    linked: bool
