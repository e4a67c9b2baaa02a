"""The shapes of a question to the search and of its answer."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from portal.core.language import CODES
from portal.core.refs import Card
from search_index.document import KINDS as ENGINE_KINDS
from search_index.document import LANGUAGES
from search_index.engine import Correction
from search_index.query import AGES, FACETS, Age
from search_index.snippet import Segment

KINDS = ("case", "question", "idea")  # in the order in which people are offered them
SORTS = ("relevance", "newest", "votes")
STATES = {  # by kind, in the order in which people are offered them; cases have none that readers tell apart
    "question": ("open", "answered", "accepted", "needs_information", "duplicate", "closed"),
    "idea": ("new", "under_review", "planned", "in_progress", "shipped", "declined", "already_possible"),
}
SIZE = 10  # hits on a page
LAST_PAGE = 100  # further than anybody reads; keeps a hostile address from sorting everything
assert set(KINDS) == set(ENGINE_KINDS)
assert set(CODES) == set(LANGUAGES)


@dataclass(frozen=True, slots=True)
class Asked:
    """One search as the address carries it; every field is known to be good.

    Any of ``languages`` and of ``states``, all of ``topics``. ``accepted`` is "yes", "no" or "". ``explain`` shows staff
    why each hit stands where it stands. ``exact`` searches the words as typed, whatever was meant (``meant.py``).
    """

    text: str = ""
    kind: str = ""
    topics: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    states: tuple[str, ...] = ()
    accepted: str = ""
    age: Age = ""
    sort: str = "relevance"
    page: int = 1
    explain: bool = False
    exact: bool = False

    @property
    def narrowed(self) -> bool:
        """Whether anything is chosen beside the words."""
        return bool(self.kind or self.topics or self.languages or self.states or self.accepted or self.age)


@dataclass(frozen=True, slots=True)
class FoundHit:
    """A thing the reader may see, with the places that show why it was found. ``pin`` is the number of the pin by which
    it stands first, 0 for nearly all; ``missing`` are words of the query that it does not hold, as typed."""

    card: Card
    score: float
    title: list[Segment]
    segments: list[Segment]
    pin: int = 0
    missing: tuple[str, ...] = ()


def _no_facets() -> Mapping[str, Mapping[str, int]]:
    return {name: {} for name in FACETS}


@dataclass(frozen=True, slots=True)
class Results:
    """One page. ``facets`` are counts to offer, as ``search_index.engine.Results`` says; ``names`` are those of topics,
    by slug and language.

    ``from_database`` says that the index was away and titles and topics were searched instead; ``loosened`` that a
    quoted phrase stands nowhere as written, so its words were searched; ``partial`` that no hit holds every
    word; ``offered`` are texts that may have been meant.
    """

    hits: list[FoundHit] = field(default_factory=list)
    total: int = 0
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=_no_facets)
    names: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    pages: int = 1
    loosened: bool = False
    partial: bool = False
    from_database: bool = False
    offered: Sequence[Correction] = ()


__all__ = ["AGES", "KINDS", "LAST_PAGE", "SIZE", "SORTS", "STATES", "Asked", "FoundHit", "Results"]
