"""The shapes the demo content is written in: plain frozen data, no database, no clock.

Ages are hours (for people: days) before the moment of loading, so that the demo looks fresh whenever it is
loaded. People, questions, answers and cases are pointed at by their keys; topics by their slugs.
"""

from dataclasses import dataclass
from typing import Literal

Language = Literal["ru", "uk", "en"]
Role = Literal["member", "staff", "product", "admin"]
QuestionState = Literal["open", "closed", "needs_information"]
CaseKind = Literal["common_issue", "practical_case"]
Importance = Literal["nice", "important", "critical"]
IdeaState = Literal["new", "under_review", "planned", "in_progress", "shipped", "declined", "already_possible"]


@dataclass(frozen=True)
class DemoPerson:
    key: str
    name: str
    email: str
    role: Role
    language: Language
    time_zone: str
    about: str
    age_days: int


@dataclass(frozen=True)
class DemoTopic:
    """`parent` is the slug of another topic, or empty at the top."""

    slug: str
    names: dict[str, str]
    parent: str
    description: dict[str, str]


@dataclass(frozen=True)
class DemoComment:
    author: str
    body: str
    age_hours: float


@dataclass(frozen=True)
class DemoAnswer:
    """`accepted` was given by the asker, `official` by staff; `key` is set where a case points here."""

    author: str
    body: str
    age_hours: float
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    accepted: bool = False
    official: bool = False
    comments: tuple[DemoComment, ...] = ()
    key: str = ""


@dataclass(frozen=True)
class DemoQuestion:
    """A duplicate names its target in `duplicate_of` and keeps the state `open`: the loader marks it."""

    key: str
    author: str
    language: Language
    title: str
    body: str
    topics: tuple[str, ...]
    age_hours: float
    answers: tuple[DemoAnswer, ...] = ()
    comments: tuple[DemoComment, ...] = ()
    up: tuple[str, ...] = ()
    down: tuple[str, ...] = ()
    state: QuestionState = "open"
    close_reason: str = ""
    duplicate_of: str = ""
    views: int = 0
    followers: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoCase:
    """`applies_to` is (product, version, platform); `promoted_from` is the key of an answer."""

    key: str
    kind: CaseKind
    language: Language
    author: str
    title: str
    phrasings: tuple[str, ...]
    symptoms: str
    cause: str
    steps: tuple[str, ...]
    applies_to: tuple[str, str, str]
    topics: tuple[str, ...]
    age_hours: float
    promoted_from: str = ""
    helped: int = 0
    not_helped: tuple[str, ...] = ()
    result: str = ""
    figures: tuple[str, ...] = ()


@dataclass(frozen=True)
class DemoTranslation:
    """`original` is the key of a case; kind and topics are its own."""

    original: str
    language: Language
    author: str
    title: str
    phrasings: tuple[str, ...]
    symptoms: str
    cause: str
    steps: tuple[str, ...]
    applies_to: tuple[str, str, str]
    age_hours: float


@dataclass(frozen=True)
class DemoState:
    """One change of state with its public reason, oldest first in a timeline."""

    state: IdeaState
    reason: str
    by: str
    age_hours: float


@dataclass(frozen=True)
class DemoIdea:
    """An idea is born `new`, so an empty timeline means it still is; else the last entry is its state."""

    key: str
    author: str
    language: Language
    title: str
    body: str
    topics: tuple[str, ...]
    age_hours: float
    votes: tuple[tuple[str, Importance], ...] = ()
    comments: tuple[DemoComment, ...] = ()
    timeline: tuple[DemoState, ...] = ()
    linked_case: str = ""


@dataclass(frozen=True)
class DemoGuide:
    """`cases` are keys of cases, in the order in which they are read."""

    language: Language
    author: str
    title: str
    about: str
    cases: tuple[str, ...]
    age_hours: float


@dataclass(frozen=True)
class DemoPrepared:
    language: Language
    author: str
    title: str
    body: str
    topics: tuple[str, ...]
    age_hours: float


@dataclass(frozen=True)
class DemoSearch:
    """`wordings` were searched by turns, `times` altogether, and `found` so much. `opens` is the key of the case that
    was opened each time, which `solved` of them said helped."""

    language: Language
    wordings: tuple[str, ...]
    times: int
    found: int
    opens: str = ""
    solved: int = 0


@dataclass(frozen=True)
class DemoContent:
    people: tuple[DemoPerson, ...]
    topics: tuple[DemoTopic, ...]
    questions: tuple[DemoQuestion, ...]
    cases: tuple[DemoCase, ...]
    translations: tuple[DemoTranslation, ...]
    ideas: tuple[DemoIdea, ...]
    guides: tuple[DemoGuide, ...] = ()
    prepared: tuple[DemoPrepared, ...] = ()
    searches: tuple[DemoSearch, ...] = ()
