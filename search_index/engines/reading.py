"""The reading half of an engine that can give a `Snapshot`: search, suggestions, related things."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import UTC, datetime

from search_index import explain, mending, narrowing, retrieval, spelling, suggesting
from search_index.document import Key
from search_index.engine import Correction, Hit, Results
from search_index.explain import Explanation
from search_index.query import Query
from search_index.scoring import Snapshot
from search_index.wordbook import Vocabulary


class Reading:
    """An engine inherits this and gives `snapshot()` and `vocabulary()`.

    One lock: the files of a snapshot have one cursor.
    """

    def __init__(self) -> None:
        self.lock = threading.RLock()

    def snapshot(self) -> Snapshot:
        """The index as it stands now. Raises `EngineUnavailable`."""
        raise NotImplementedError

    def vocabulary(self, audiences: frozenset[str] | None, *, titles: bool = False) -> Vocabulary:
        """The words of that index, of titles or of all texts; asked after `snapshot()`, under the lock."""
        raise NotImplementedError

    def search(self, query: Query) -> Results:
        """See `SearchEngine.search`."""
        with self.lock:
            snapshot = self.snapshot()
            return retrieval.search(snapshot, self._mended(snapshot, query), datetime.now(UTC))

    def _mended(self, snapshot: Snapshot, query: Query) -> Query:
        vocabulary = self.vocabulary(query.audiences)
        return mending.mended(query, vocabulary, narrowing.seeing(snapshot, query.audiences))

    def suggest(
        self, prefix: str, audiences: frozenset[str] | None, *, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[Hit]:
        """See `SearchEngine.suggest`."""
        with self.lock:
            snapshot = self.snapshot()
            titles = self.vocabulary(audiences, titles=True)
            return suggesting.suggest(snapshot, titles, prefix, Query("", audiences, kinds=kinds, limit=limit))

    def correct(self, text: str, audiences: frozenset[str] | None, *, limit: int = 3) -> list[Correction]:
        """See `SearchEngine.correct`."""
        with self.lock:
            snapshot = self.snapshot()
            vocabulary = self.vocabulary(audiences)
            return spelling.correct(text, vocabulary, narrowing.seeing(snapshot, audiences), limit)

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
        """See `SearchEngine.similar`."""
        query = Query("", audiences, kinds=kinds, limit=limit)
        with self.lock:
            return retrieval.similar(self.snapshot(), title, body, query, exclude)

    def explain(self, query: Query, refs: Iterable[tuple[str, int]]) -> list[Explanation]:
        """See `SearchEngine.explain`."""
        with self.lock:
            snapshot = self.snapshot()
            sees = None if query.audiences is None else narrowing.seeing(snapshot, query.audiences)
            return explain.explain(snapshot, self._mended(snapshot, query), refs, sees)
