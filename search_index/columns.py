"""The facts of every indexed document, side by side in arrays, for filtering and counting.

Documents are numbered from 0 within a snapshot. What many documents share (kind, audience, language,
state, accepted; the set of topics; the author) is stored once and referred to by a small number, so a
filter is decided once per combination, not once per document.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Hashable, Iterable, Iterator
from datetime import datetime
from typing import Generic, NamedTuple, TypeVar

from search_index import ranking
from search_index.document import Document, Stamped

T = TypeVar("T", bound=Hashable)
_WRITTEN = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


class Group(NamedTuple):
    """What documents of one group have in common. Group number 0 is that of deleted documents."""

    kind: str
    audience: str
    language: str
    state: str
    accepted: bool


class Numbered(Generic[T]):
    """Values numbered in the order in which they first came; grows, never forgets."""

    def __init__(self, first: T) -> None:
        self.values: list[T] = [first]
        self._numbers: dict[T, int] = {first: 0}

    def number(self, value: T) -> int:
        known = self._numbers.get(value)
        if known is None:
            # Appended before it is announced: another thread may look a number up at any moment.
            self.values.append(value)
            known = self._numbers[value] = len(self.values) - 1
        return known


class Shared:
    """The numberings of one engine, used by all its snapshots; `sights` and `facets` are kept by `narrowing` beside
    them, of so many groups as there were when they were last asked for."""

    def __init__(self) -> None:
        self.groups: Numbered[Group] = Numbered(Group("", "", "", "", False))
        self.sights: dict[frozenset[str] | None, list[bool]] = {}
        self.facets: list[tuple[str, ...]] = []
        self.topics: Numbered[tuple[str, ...]] = Numbered(())
        self.authors: Numbered[str] = Numbered("")


def row(document: Document) -> bytes:
    """The facts of a document as one line of JSON, the form in which an engine stores them."""
    fields = (
        document.kind, document.id, document.audience, document.language, document.state, document.accepted,
        document.official, document.answers, document.votes, document.author.lower(),
        document.created_at.timestamp(), [topic.lower() for topic in document.topics], document.stamp,
    )  # fmt: skip
    return _WRITTEN(fields).encode("utf-8", "replace")


def stamped(line: bytes) -> Stamped:
    """Key and stamp of a stored row."""
    fields = json.loads(line)
    return Stamped(fields[0], fields[1], fields[-1])


# In the order of `Columns`' arrays.
Facts = tuple[int, int, int, int, int, int, int, float, float]
_NAMES = ("group", "topics", "author", "ids", "votes", "answers", "official", "created", "boost")


class Columns:
    """Arrays over document numbers: `group`, `topics`, `author` (numbers in `shared`), `ids`, `votes`, `answers`,
    `official` (0 or 1), `created` (seconds since 1970), `boost` (factor, see `ranking.boost`)."""

    def __init__(self, shared: Shared, now: datetime) -> None:
        self.shared = shared
        self.now = now
        self.group = array("I")
        self.topics = array("I")
        self.author = array("I")
        self.ids = array("q")
        self.votes = array("i")
        self.answers = array("i")
        self.official = array("b")
        self.created = array("d")
        self.boost = array("d")

    def __len__(self) -> int:
        return len(self.ids)

    def add(self, line: bytes) -> None:
        """Append one stored row. Raises ValueError when it is not one."""
        self.extend([self.facts(line)])

    def facts(self, line: bytes) -> Facts:
        """A stored row understood: what `extend` appends. Raises ValueError when it is not one."""
        (kind, number, audience, language, state, accepted, official, answers, votes, author, created, topics,
         _) = json.loads(line.decode())  # fmt: skip
        group = self.shared.groups.number(Group(kind, audience, language, state, accepted))
        boost = ranking.boost(kind, accepted, official, votes, created, self.now)
        of = self.shared.topics.number(tuple(topics)), self.shared.authors.number(author)
        return group, *of, number, votes, answers, official, created, boost

    def extend(self, rows: Iterable[Facts]) -> None:
        """Append documents, column by column."""
        for name, values in zip(_NAMES, zip(*rows, strict=True), strict=False):
            getattr(self, name).extend(values)

    def join(self, other: Columns, gone: Iterable[int]) -> None:
        """Append all of `other`; its documents `gone` (numbered within it) are kept as deleted places."""
        start = len(self)
        for name in _NAMES:
            getattr(self, name).extend(getattr(other, name))
        for number in gone:
            self.group[start + number] = 0

    def living(self) -> Iterator[int]:
        """Numbers of the documents that are not deleted."""
        return (number for number, group in enumerate(self.group) if group)
