"""What every search engine promises, and how one is opened.

An engine keeps `Document`s and answers `Query`s. All engines share the analysis, the ranking and the
reading of queries; they differ in where postings live. The contract suite in
`tests/search_index/test_engine_contract.py` says what "promises" means.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple, Protocol

from search_index.document import Document, Key, Stamped
from search_index.query import FACETS, Query

if TYPE_CHECKING:
    from search_index.explain import Explanation


class EngineUnavailable(Exception):
    """The index cannot be read or written now (missing, damaged, full disk); the caller asks the database."""


class EngineBusy(EngineUnavailable):
    """Somebody else is writing (another worker, or a rebuild). Nothing was changed; try again later."""


class Hit(NamedTuple):
    """One thing found. Scores compare within one answer only. `missing` are words of the query that it does not hold,
    as typed and in order; see `lacking`."""

    kind: str
    id: int
    score: float
    missing: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Results:
    """One page of hits, with counts over all that the reader may see.

    `facets` says how many each choice would show; what would show nothing is left out. All operators of the text
    narrow every count. Each facet but "topic" is counted under every choice of the query except its own, so that
    what stands beside the choice can be offered; "topic" is counted within `total`, because all chosen topics must
    be there. The facets, and the field of `Query` that chooses among each:

        kind       case, question, idea                      kinds
        language   ru, uk, en                                languages
        state      the words of `Document.state`             states
        accepted   yes, no: over questions only              accepted
        date       week, month, year (each within the next), older than a year      age
        topic      slugs, most frequent first                topics

    `loosened` says that a quoted phrase stands nowhere as written, so its words were searched instead. `mended` are
    words that were searched beside one that finds nothing and is spelled nearly so. `partial` says that things were
    found, and none of them, on whatever page, holds every word; what was picked is as good as one that does.
    """

    hits: list[Hit] = field(default_factory=list)
    total: int = 0
    facets: dict[str, dict[str, int]] = field(default_factory=lambda: {name: {} for name in FACETS})
    loosened: bool = False
    mended: tuple[str, ...] = ()
    partial: bool = False


class Correction(NamedTuple):
    """Another text that was probably meant. `kind` is what went wrong: spelling, layout (of the keyboard) or
    transliteration. Scores are between 0 and 1 and compare within one answer only."""

    text: str
    kind: str
    score: float


@dataclass(frozen=True, slots=True)
class Health:
    """`ok` is false when the engine cannot answer; `outdated` when it was built by an older analysis."""

    ok: bool
    engine: str
    documents: int
    generation: str
    outdated: bool = False
    detail: str = ""


class SearchEngine(Protocol):
    """Reading never waits for writing. Every method may raise `EngineUnavailable`."""

    def upsert(self, documents: Iterable[Document]) -> None:
        """Add or replace, as one batch: all or nothing. Repeating a batch changes nothing."""

    def delete(self, refs: Iterable[tuple[str, int]]) -> None:
        """Remove by (kind, id); what is not there is no error."""

    def search(self, query: Query) -> Results:
        """The page of `query`, for any text whatever."""

    def suggest(
        self, prefix: str, audiences: frozenset[str] | None, *, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[Hit]:
        """Things whose title or phrasing holds a word that begins as the last word typed, and the others."""

    def correct(self, text: str, audiences: frozenset[str] | None, *, limit: int = 3) -> list[Correction]:
        """What may have been meant by a text some of whose words find nothing, best first; see `spelling`.

        Offers only words of documents that the reader may see, and lets no others have a say. Empty when every
        word finds something, or nothing better is known.
        """

    def similar(
        self,
        title: str,
        body: str = "",
        *,
        audiences: frozenset[str] | None,
        kinds: tuple[str, ...] = (),
        limit: int = 5,
        exclude: Key | None = None,
    ) -> list[Hit]:
        """Things about the same as a text; `exclude` is the thing the text belongs to."""

    def explain(self, query: Query, refs: Iterable[tuple[str, int]]) -> list[Explanation]:
        """Why each of `refs` stands where it stands for `query`, in order; what is not indexed is left out."""

    def generation(self) -> str:
        """A token that is another one after every change; cheap enough to ask at each search."""

    def rebuild(self, documents: Iterable[Document]) -> int:
        """Replace everything by `documents` (each key once) while searches go on; returns how many."""

    def health(self) -> Health:
        """How the engine does; never raises."""

    def refs(self) -> Iterator[Stamped]:
        """(kind, id, stamp) of everything indexed, to compare with `Document.stamp` from the database."""


def open_engine(url: str, folder: Path) -> SearchEngine:
    """The engine that `url` names (`whoosh:` or `tantivy:` in `folder`, or `memory:`). Raises ValueError for others,
    and where the package it needs is not installed.

    Opening touches no file: a missing index shows at the first search, as `EngineUnavailable`.
    """
    scheme = url.partition(":")[0]
    if scheme == "memory":
        from search_index.engines.memory import MemoryEngine

        return MemoryEngine()
    if scheme == "whoosh":
        from search_index.engines.whoosh import WhooshEngine

        return WhooshEngine(folder)
    if scheme == "tantivy":
        return _tantivy(folder)
    raise ValueError(f"no search engine is called {scheme!r}; there are memory:, whoosh: and tantivy:")


def _tantivy(folder: Path) -> SearchEngine:
    try:
        from search_index.engines.tantivy import TantivyEngine
    except ModuleNotFoundError as error:
        if error.name != "tantivy":
            raise
        raise ValueError("tantivy: needs a package more; install the portal with its extra: portal[fast]") from error
    return TantivyEngine(folder)
