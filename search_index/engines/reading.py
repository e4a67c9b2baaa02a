"""The reading half of an engine that can give a `Snapshot`: search, suggestions, related things."""

from __future__ import annotations

import threading
from collections.abc import Iterable
from datetime import UTC, datetime

from search_index import explain, retrieval
from search_index.document import Key
from search_index.engine import Hit, Results
from search_index.explain import Explanation
from search_index.query import Query
from search_index.scoring import Snapshot


class Reading:
    """An engine inherits this and gives `snapshot()`. One lock: the files of a snapshot have one cursor."""

    def __init__(self) -> None:
        self.lock = threading.RLock()

    def snapshot(self) -> Snapshot:
        """The index as it stands now. Raises `EngineUnavailable`."""
        raise NotImplementedError

    def search(self, query: Query) -> Results:
        """See `SearchEngine.search`."""
        with self.lock:
            return retrieval.search(self.snapshot(), query, datetime.now(UTC))

    def suggest(
        self, prefix: str, audiences: frozenset[str] | None, *, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[Hit]:
        """See `SearchEngine.suggest`."""
        with self.lock:
            return retrieval.suggest(self.snapshot(), prefix, Query("", audiences, kinds=kinds, limit=limit))

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
            return explain.explain(self.snapshot(), query, refs)
