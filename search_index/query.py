"""What somebody asks of the index, and how the text of a search field is read.

Anything is a query. Operators that cannot be understood are searched as the words they are made of, so
nothing typed is ever an error: `score:>x`, a lone quote and `is:banana` all give an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Literal, TypeVar

from search_index import operators
from search_index.document import Key, Kind, Language
from search_index.operators import Span

if TYPE_CHECKING:
    from search_index.synonyms import Synonyms

T = TypeVar("T")
Sort = Literal["relevance", "newest", "votes"]
Age = Literal["", "week", "month", "year", "older"]
AGES: tuple[Age, ...] = ("week", "month", "year", "older")
FACETS = ("kind", "topic", "language", "state", "accepted", "date")  # see `engine.Results`
LONGEST_TEXT = 2_000  # characters read of a query; the rest of a pasted page would only blur it
MOST_PIECES = 64  # operators, phrases and words read of one query

_PIECE = re.compile(
    r"""
    (?P<minus>(?<!\S)-(?=[^\W\d_]{2}|["\[]))?  # `-r`, `--force` and `-1001` are meant as written
    (?: (?P<name>[^\W\d_]{2,12}):"(?P<value>[^"]+)"
      | "(?P<phrase>[^"]+)"
      | \[(?P<topic>[^\[\]]+)\]
      | (?P<word>[^\s"\[\]]+)
    ) | (?P<junk>["\[\]])
    """,
    re.VERBOSE,
)
_OPERATOR = re.compile(r"(?P<name>[^\W\d_]{2,12}):(?P<value>\S+)")


@dataclass(frozen=True, slots=True)
class Query:
    """One search. `audiences` are the visibility tokens the reader holds: nothing else is ever counted. A token that
    ends with `*` stands for every token that begins so; None is for those who may see everything.

    What is chosen beside the text: one of `kinds`, one of `languages`, one of `states` (empty means any), every one
    of `topics`, only questions with or without an `accepted` answer, only things of some `age`: made within the last
    week, month (30 days) or year (365), or older than that. `offset` and `limit` page the hits.
    `synonyms` says what the words are searched by besides. `first` are things picked for this query: they are found
    whatever their words, where sight and filters let them, and stand first when sorted by relevance. With `exact` no
    word is searched by another that is spelled nearly so; `mended` is filled by the engine (see `mending`).
    """

    text: str
    audiences: frozenset[str] | None
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    languages: tuple[Language, ...] = ()
    states: tuple[str, ...] = ()
    accepted: bool | None = None
    age: Age = ""
    sort: Sort = "relevance"
    limit: int = 20
    offset: int = 0
    synonyms: Synonyms | None = None
    first: tuple[Key, ...] = ()
    exact: bool = False
    mended: tuple[tuple[str, str], ...] = ()

    @property
    def narrowed(self) -> bool:
        """Whether anything is chosen, so that a text without words lists what that leaves."""
        several = self.kinds or self.topics or self.languages or self.states
        return bool(several or self.age) or self.accepted is not None


@dataclass(slots=True)
class Parsed:
    """The text of a query taken apart. `words` is plain text, `phrases` and those in `without` are lists of texts.

    What is in a list of kinds, states, languages or authors may be any one of it; topics must all be there.
    """

    words: str = ""
    phrases: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    without_phrases: list[str] = field(default_factory=list)
    without_topics: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    kinds: list[Kind] = field(default_factory=list)
    states: list[str] = field(default_factory=list)
    languages: list[Language] = field(default_factory=list)
    authors: list[str] = field(default_factory=list)
    accepted: bool | None = None
    score: Span | None = None
    answers: Span | None = None
    created: Span | None = None

    @property
    def filters(self) -> bool:
        """Whether anything but words narrows the result, so that a query without words lists it."""
        lists = (self.topics, self.kinds, self.states, self.languages, self.authors)
        facts = (self.accepted, self.score, self.answers, self.created)
        return any(lists) or any(each is not None for each in facts)


def parse(text: str, now: datetime | None = None) -> Parsed:
    """`text` taken apart; `now` is what ages such as `created:<1y` count from. Never raises."""
    now = now or datetime.now(UTC)
    parsed = Parsed()
    words: list[str] = []
    for count, piece in enumerate(_PIECE.finditer(text[:LONGEST_TEXT].replace("\x00", " "))):
        if count >= MOST_PIECES:
            break
        _place(parsed, words, piece, now)
    if not (words or parsed.phrases or parsed.filters):  # nothing is left to take away from
        words = [*parsed.without, *parsed.without_phrases]
        parsed.without, parsed.without_phrases = [], []
    parsed.words = " ".join(words)
    return parsed


def searched(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a text stand that are searched as words: not its operators, topics and unwanted words.

    Lone quotes and brackets belong to what they touch: with another keyboard layout they are letters.
    """
    now, previous = datetime.now(UTC), (0, 0)
    for count, piece in enumerate(_PIECE.finditer(text[:LONGEST_TEXT])):
        if count >= MOST_PIECES:
            break
        start, end = piece.span("phrase") if piece["phrase"] else piece.span()
        joined = previous[1] == start > 0 and not piece["phrase"]
        if not (joined or piece["junk"] or _is_searched(piece, now)):
            continue
        if not joined and previous[1]:
            yield previous
        previous = (previous[0], end) if joined else (start, end)
    if previous[1]:
        yield previous


def _is_searched(piece: re.Match[str], now: datetime) -> bool:
    parsed, words = Parsed(), list[str]()
    _place(parsed, words, piece, now)
    return bool(words or parsed.phrases)


def _place(parsed: Parsed, words: list[str], piece: re.Match[str], now: datetime) -> None:
    minus, phrase, topic, word = piece.group("minus", "phrase", "topic", "word")
    if piece["name"]:
        if minus or not _operator(parsed, piece["name"], piece["value"], now):
            words.append(piece["name"])
            parsed.phrases.append(piece["value"])
    elif phrase:
        (parsed.without_phrases if minus else parsed.phrases).append(phrase)
    elif topic:
        (parsed.without_topics if minus else parsed.topics).append(slug(topic))
    elif word and minus:
        parsed.without.append(word)
    elif word:
        match = _OPERATOR.fullmatch(word)
        if match is None or not _operator(parsed, match["name"], match["value"], now):
            words.append(word)


def slug(topic: str) -> str:
    """A topic as typed in brackets, in the form slugs have: lower case, hyphens for spaces."""
    return re.sub(r"[\s_]+", "-", topic.strip().lower())


def _operator(parsed: Parsed, written: str, value: str, now: datetime) -> bool:
    """Take `written:value` as an operator if it is a whole and known one; says whether it was."""
    name, value = operators.NAMES.get(written.lower(), ""), value.lower()
    if name == "kind":
        return _into(parsed.kinds, operators.kind(value)) or _into(parsed.states, operators.state(value))
    if name == "lang":
        return _into(parsed.languages, operators.language(value))
    if name == "status":
        return _into(parsed.states, operators.state(value))
    if name == "user":
        return _into(parsed.authors, slug(value.lstrip("@")) or None)
    return _fact(parsed, name, value, now)


def _fact(parsed: Parsed, name: str, value: str, now: datetime) -> bool:
    found: bool | Span | None = None
    if name == "accepted":
        found = operators.yes_or_no(value)
    elif name == "created":
        found = operators.dates(value, now)
    elif name in ("score", "answers"):
        found = operators.numbers(value)
    if found is not None:
        setattr(parsed, name, found)
    return found is not None


def _into(several: list[T], one: T | None) -> bool:
    if one is not None:
        several.append(one)
    return one is not None
