"""What questions tell upward. ``actor_id`` is who did it (None for the machine or an import)."""

from dataclasses import dataclass

from portal.core.events import Event


@dataclass(frozen=True, slots=True)
class QuestionAsked(Event):
    question_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class QuestionEdited(Event):
    question_id: int
    actor_id: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class QuestionStateChanged(Event):
    """Closed, reopened, marked duplicate, needs information, locked."""

    question_id: int
    actor_id: int | None
    state: str


@dataclass(frozen=True, slots=True)
class QuestionVisibilityChanged(Event):
    """Who can read it: ``visibility`` now, ``was`` before; answers and comments go with it."""

    question_id: int
    actor_id: int | None
    visibility: str
    was: str


@dataclass(frozen=True, slots=True)
class AnswerGiven(Event):
    answer_id: int
    question_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class AnswerEdited(Event):
    answer_id: int
    question_id: int
    actor_id: int | None
    revision: int


@dataclass(frozen=True, slots=True)
class AnswerAccepted(Event):
    answer_id: int
    question_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class AnswerUnaccepted(Event):
    answer_id: int
    question_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class AnswerMadeOfficial(Event):
    answer_id: int
    question_id: int
    actor_id: int | None
    official: bool


@dataclass(frozen=True, slots=True)
class CommentMade(Event):
    comment_id: int
    question_id: int
    answer_id: int | None
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class CommentEdited(Event):
    comment_id: int
    question_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class VoteCast(Event):
    """A score changed. ``kind`` is ``question`` or ``answer``."""

    kind: str
    thing_id: int
    question_id: int
    actor_id: int | None


@dataclass(frozen=True, slots=True)
class MeTooSaid(Event):
    question_id: int
    actor_id: int


@dataclass(frozen=True, slots=True)
class QuestionSent(Event):
    """A question was written, whether it is live or waits. ``trail`` names the search it came from, '' for none;
    ``private`` ones are for support alone."""

    question_id: int
    actor_id: int | None
    trail: str = ""
    private: bool = False


@dataclass(frozen=True, slots=True)
class QuestionSpared(Event):
    """Something that was there already solved it, so nothing was asked. ``kind`` and ``thing_id`` say what."""

    kind: str
    thing_id: int
    actor_id: int | None
    trail: str = ""


@dataclass(frozen=True, slots=True)
class PostStatusChanged(Event):
    """Hidden, deleted, restored, approved, waiting: ``kind`` is ``question``, ``answer`` or ``comment``."""

    kind: str
    thing_id: int
    question_id: int
    actor_id: int | None
    status: str
    was: str
