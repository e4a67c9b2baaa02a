"""The shapes of a question to the search and of its answer."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from portal.core.refs import Card
from search_index.document import KINDS as ENGINE_KINDS
from search_index.snippet import Segment

KINDS = ("case", "question", "idea")  # in the order in which people are offered them
SORTS = ("relevance", "newest", "votes")
SIZE = 10  # hits on a page
LAST_PAGE = 100  # further than anybody reads; keeps a hostile address from sorting everything
assert set(KINDS) == set(ENGINE_KINDS)


@dataclass(frozen=True, slots=True)
class Asked:
    """One search as the address carries it; every field is known to be good."""

    text: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    language: str = ""
    sort: str = "relevance"
    page: int = 1


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A thing the reader may see, with the places that show why it was found. ``pin`` is the number of the pin by which
    it stands first, 0 for nearly all."""

    card: Card
    score: float
    title: list[Segment]
    segments: list[Segment]
    pin: int = 0


@dataclass(frozen=True, slots=True)
class Results:
    """One page. ``kinds`` and ``topics`` are counts to offer; ``names`` are those of topics, by slug and language.

    ``from_database`` says that the index was away and titles and topics were searched instead; ``loosened`` that a
    quoted phrase stands nowhere as written, so its words were searched.
    """

    hits: list[FoundHit] = field(default_factory=list)
    total: int = 0
    kinds: Mapping[str, int] = field(default_factory=dict)
    topics: Mapping[str, int] = field(default_factory=dict)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pages: int = 1
    loosened: bool = False
    from_database: bool = False
