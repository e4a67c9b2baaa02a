"""What the index knows about one thing that can be found.

A `Document` is the whole of what a caller hands over. Engines keep its words and its facts (kind,
audience, votes, …) but never its text: titles and bodies are read from the database when hits are shown,
so an index folder that leaks or goes stale discloses no text and can be thrown away.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, fields
from datetime import datetime
from operator import attrgetter
from typing import Literal, NamedTuple

Kind = Literal["question", "case", "idea"]
Language = Literal["ru", "uk", "en"]
KINDS: tuple[Kind, ...] = ("question", "case", "idea")
LANGUAGES: tuple[Language, ...] = ("ru", "uk", "en")


class Key(NamedTuple):
    """Which thing: its kind and its number in the database."""

    kind: str
    id: int


class Stamped(NamedTuple):
    """A key with the `Document.stamp` it had when it was indexed."""

    kind: str
    id: int
    stamp: str


@dataclass(frozen=True, slots=True)
class Document:
    """One question (with its answers in `body`), case or idea.

    `audience` is the one visibility token a reader must hold; `topics` are slugs and `topic_names` the
    words people search by. Times must carry a zone. Raises ValueError on a kind or language unknown
    to the index and on a naive time, because each would silently sort or filter wrongly later.
    """

    kind: Kind
    id: int
    title: str
    body: str
    language: Language
    audience: str
    created_at: datetime
    updated_at: datetime
    phrasings: tuple[str, ...] = ()
    topics: tuple[str, ...] = ()
    topic_names: tuple[str, ...] = ()
    state: str = ""
    accepted: bool = False
    official: bool = False
    answers: int = 0
    votes: int = 0
    author: str = ""

    def __post_init__(self) -> None:
        if self.kind not in KINDS:
            raise ValueError(f"unknown kind of document: {self.kind!r}")
        if self.language not in LANGUAGES:
            raise ValueError(f"unknown language of document: {self.language!r}")
        if self.created_at.tzinfo is None or self.updated_at.tzinfo is None:
            raise ValueError("times of a document must carry a zone")

    @property
    def key(self) -> Key:
        return Key(self.kind, self.id)

    @property
    def stamp(self) -> str:
        """Sixteen hex digits that change with any field, so that index and database can be compared."""
        return hashlib.blake2b(repr(_every_field(self)).encode("utf-8", "replace"), digest_size=8).hexdigest()


_every_field = attrgetter(*(field.name for field in fields(Document)))


def last_of_each(documents: Iterable[Document]) -> list[Document]:
    """`documents` with only the last version of each key, in order of that last appearance."""
    latest: dict[Key, Document] = {}
    for document in documents:
        latest.pop(document.key, None)
        latest[document.key] = document
    return list(latest.values())
