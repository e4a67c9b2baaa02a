"""What ideas tell upward. ``actor_id`` is who did it (None for the machine or an import)."""

from dataclasses import dataclass

from portal.core.events import Event


@dataclass(frozen=True, slots=True)
class IdeaProposed(Event):
    """A new idea can be read: at once, or when a moderator let it through."""

    idea_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class IdeaEdited(Event):
    idea_id: int
    actor_id: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class IdeaVoted(Event):
    """The number of votes, or what they weigh, changed."""

    idea_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class IdeaStateChanged(Event):
    """The product team answered. ``change_id`` is the row of the timeline with the reason."""

    idea_id: int
    actor_id: int | None
    state: str
    change_id: int


@dataclass(frozen=True, slots=True)
class IdeaCommented(Event):
    """A new comment can be read: at once, or when a moderator let it through."""

    comment_id: int
    idea_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class IdeaCommentEdited(Event):
    comment_id: int
    idea_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class IdeaStatusChanged(Event):
    """Hidden, deleted, restored, approved: ``kind`` is ``idea`` or ``idea_comment``."""

    kind: str
    thing_id: int
    idea_id: int
    actor_id: int | None
    status: str
    was: str


@dataclass(frozen=True, slots=True)
class IdeaLocked(Event):
    idea_id: int
    actor_id: int | None
    locked: bool
