"""What somebody asks of the index, and how the text of a search field is read.

Anything is a query. Operators that cannot be understood are searched as the words they are made of, so
nothing typed is ever an error: `score:>x`, a lone quote and `is:banana` all give an answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime
from typing import Literal

from search_index.document import KINDS, LANGUAGES, Language

Sort = Literal["relevance", "newest", "votes"]
LONGEST_TEXT = 2_000  # characters read of a query; the rest of a pasted page would only blur it
MOST_PIECES = 64  # operators, phrases and words read of one query

_PIECE = re.compile(
    r'(?P<minus>-)?(?:"(?P<phrase>[^"]+)"|\[(?P<topic>[^\[\]]+)\]|(?P<word>[^\s"\[\]]+))|(?P<junk>["\[\]])'
)
_OPERATOR = re.compile(r"(?P<name>[a-z]+):(?P<value>\S+)", re.IGNORECASE)
_NUMBER = re.compile(r"(?P<sign><=|>=|<|>|=)?(?P<number>-?\d{1,9})")
_AGE = re.compile(r"(?P<sign>[<>])(?P<count>\d{1,4})(?P<unit>[dwmy])")
_DAY = re.compile(r"(?P<sign><=|>=|<|>|=)?(?P<day>\d{4}-\d{2}-\d{2})")
_DAYS = {"d": 1, "w": 7, "m": 30, "y": 365}
_YES_NO = {
    "yes": True,
    "true": True,
    "1": True,
    "да": True,
    "так": True,
    "no": False,
    "false": False,
    "0": False,
    "нет": False,
    "ні": False,
}


@dataclass(frozen=True, slots=True)
class Query:
    """One search. `audiences` are the visibility tokens the reader holds: nothing else is ever counted.
    None is for those who may see everything.

    `kinds` empty means all; every one of `topics` must be present; `offset` and `limit` page the hits.
    """

    text: str
    audiences: frozenset[str] | None
    kinds: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    language: Language | None = None
    sort: Sort = "relevance"
    limit: int = 20
    offset: int = 0


@dataclass(frozen=True, slots=True)
class Span:
    """Numbers from `low` to `high`, both included; None is open."""

    low: float | None = None
    high: float | None = None

    def holds(self, number: float) -> bool:
        return (self.low is None or number >= self.low) and (self.high is None or number <= self.high)


@dataclass(slots=True)
class Parsed:
    """The text of a query taken apart. `words` is plain text, `phrases` and `without` are lists of texts."""

    words: str = ""
    phrases: list[str] = field(default_factory=list)
    without: list[str] = field(default_factory=list)
    topics: list[str] = field(default_factory=list)
    kinds: list[str] = field(default_factory=list)
    language: Language | None = None
    author: str | None = None
    status: str | None = None
    accepted: bool | None = None
    score: Span | None = None
    answers: Span | None = None
    created: Span | None = None

    @property
    def filters(self) -> bool:
        """Whether anything but words narrows the result, so that a query without words lists it."""
        facts = (self.language, self.author, self.status, self.accepted)
        spans = (self.score, self.answers, self.created)
        return bool(self.topics or self.kinds) or any(each is not None for each in (*facts, *spans))


def parse(text: str, now: datetime | None = None) -> Parsed:
    """`text` taken apart; `now` is what ages such as `created:<1y` count from. Never raises."""
    now = now or datetime.now(UTC)
    parsed = Parsed()
    words: list[str] = []
    for count, piece in enumerate(_PIECE.finditer(text[:LONGEST_TEXT].replace("\x00", " "))):
        if count >= MOST_PIECES:
            break
        _place(parsed, words, piece, now)
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
        topic = piece["topic"] and previous[1] != start
        if piece["minus"] or topic or (piece["word"] and _operator(Parsed(), piece["word"], now)):
            continue
        if previous[1] == start and start and not piece["phrase"]:
            previous = (previous[0], end)
            continue
        if previous[1]:
            yield previous
        previous = (start, end)
    if previous[1]:
        yield previous


def _place(parsed: Parsed, words: list[str], piece: re.Match[str], now: datetime) -> None:
    phrase, topic, word = piece["phrase"], piece["topic"], piece["word"]
    if piece["minus"] and (phrase or word):
        parsed.without.append(phrase or word)
    elif phrase:
        parsed.phrases.append(phrase)
    elif topic:
        parsed.topics.append(slug(topic))
    elif word and not _operator(parsed, word, now):
        words.append(word)


def slug(topic: str) -> str:
    """A topic as typed in brackets, in the form slugs have: lower case, hyphens for spaces."""
    return re.sub(r"[\s_]+", "-", topic.strip().lower())


def _operator(parsed: Parsed, word: str, now: datetime) -> bool:
    """Take `word` as an operator if it is a whole and known one; says whether it was."""
    match = _OPERATOR.fullmatch(word)
    if match is None:
        return False
    name, value = match["name"].lower(), match["value"].lower()
    if name == "is" and value in KINDS:
        parsed.kinds.append(value)
    elif name == "lang" and value in LANGUAGES:
        parsed.language = value
    elif name == "user":
        parsed.author = value.lstrip("@")
    elif name == "status":
        parsed.status = value
    elif name == "accepted" and value in _YES_NO:
        parsed.accepted = _YES_NO[value]
    else:
        return _span(parsed, name, value, now)
    return True


def _span(parsed: Parsed, name: str, value: str, now: datetime) -> bool:
    if name not in ("score", "answers", "created"):
        return False
    span = _dates(value, now) if name == "created" else _numbers(value)
    if span is None:
        return False
    setattr(parsed, name, span)
    return True


def _numbers(value: str) -> Span | None:
    match = _NUMBER.fullmatch(value)
    if match is None:
        return None
    number = int(match["number"])
    spans = {">": Span(number + 1), ">=": Span(number), "<": Span(None, number - 1), "<=": Span(None, number)}
    return spans.get(match["sign"], Span(number, number))


def _dates(value: str, now: datetime) -> Span | None:
    """`<1y` is younger than a year, `>30d` older than thirty days; `>=2024-05-01`, `2024-05-01`: UTC days."""
    if age := _AGE.fullmatch(value):
        then = now.timestamp() - int(age["count"]) * _DAYS[age["unit"]] * 86_400
        return Span(then) if age["sign"] == "<" else Span(None, then)
    if match := _DAY.fullmatch(value):
        try:
            start = datetime.fromisoformat(match["day"]).replace(tzinfo=UTC).timestamp()
        except ValueError:
            return None
        end = start + 86_400
        spans = {">": Span(end), ">=": Span(start), "<": Span(None, start - 1), "<=": Span(None, end - 1)}
        return spans.get(match["sign"], Span(start, end - 1))
    return None
