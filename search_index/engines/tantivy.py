"""The quick engine, of the extra `fast`: a tantivy index in a folder; native code finds, counts and narrows."""

from __future__ import annotations

from collections.abc import Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import Any, ClassVar

from search_index import explain, mending, spelling
from search_index.columns import Shared
from search_index.document import Document, Key, last_of_each
from search_index.engine import Correction, EngineUnavailable, Hit, Results
from search_index.engines import tantivy_reading, tantivy_store
from search_index.engines.foldered import FolderEngine, Fresh, damage_is_unavailable, read
from search_index.engines.tantivy_snapshot import TantivySnapshot
from search_index.query import Query


class TantivyEngine(FolderEngine[TantivySnapshot]):
    """See `FolderEngine`. Searches of several threads go on side by side."""

    name: ClassVar[str] = "tantivy"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._shared = Shared()

    def _open(self, path: Path) -> TantivySnapshot:
        return TantivySnapshot(path, self._shared, datetime.now(UTC))

    def search(self, query: Query) -> Results:
        snapshot, query = self._mended(query)
        return tantivy_reading.search(snapshot, query, datetime.now(UTC))

    def _mended(self, query: Query) -> tuple[TantivySnapshot, Query]:
        """The generation to be asked, and `query` by the words of it."""
        with self.lock:
            snapshot = self.snapshot()
            vocabulary = self.vocabulary(query.audiences)
            return snapshot, mending.mended(query, vocabulary, tantivy_reading.sees(snapshot, query.audiences))

    def suggest(
        self, prefix: str, audiences: frozenset[str] | None, *, kinds: tuple[str, ...] = (), limit: int = 5
    ) -> list[Hit]:
        query = Query("", audiences, kinds=kinds, limit=limit)
        with self.lock:  # of the books
            snapshot = self.snapshot()
            return tantivy_reading.suggest(snapshot, self.vocabulary(audiences, titles=True), prefix, query)

    def correct(self, text: str, audiences: frozenset[str] | None, *, limit: int = 3) -> list[Correction]:
        with self.lock:
            sees = tantivy_reading.sees(self.snapshot(), audiences)
            return spelling.correct(text, self.vocabulary(audiences), sees, limit)

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
        query = Query("", audiences, kinds=kinds, limit=limit)
        return tantivy_reading.similar(self.snapshot(), title, body, query, exclude)

    def explain(self, query: Query, refs: Iterable[tuple[str, int]]) -> list[explain.Explanation]:
        wanted = list(refs)
        snapshot, query = self._mended(query)
        sees = None if query.audiences is None else tantivy_reading.sees(snapshot, query.audiences)
        return explain.explain(snapshot.numbered(wanted), query, wanted, sees)

    def upsert(self, documents: Iterable[Document]) -> None:
        batch = [read(document) for document in last_of_each(documents)]
        stored = [tantivy_store.stored(*fresh) for fresh in batch]

        def change(writer: Any) -> None:
            for fresh, each in zip(batch, stored, strict=True):
                writer.delete_documents_by_term("ref", tantivy_store.ref(fresh.document.key))
                writer.add_document(each)

        if batch:
            self._write(partial(_commit, change), batch)

    def delete(self, refs: Iterable[tuple[str, int]]) -> None:
        keys = list(dict.fromkeys((kind, number) for kind, number in refs))

        def change(writer: Any) -> None:
            for key in keys:
                writer.delete_documents_by_term("ref", tantivy_store.ref(key))

        if keys:
            self._write(partial(_commit, change))

    def _fill(self, path: Path, batches: Iterable[list[Fresh]]) -> int:
        damage_is_unavailable(tantivy_store.create)(path)
        seen: set[Key] = set()

        def change(writer: Any) -> None:
            for batch in batches:
                for document, _ in batch:
                    if document.key in seen:
                        raise ValueError(f"{document.key} came twice in one rebuild")
                    seen.add(document.key)
                for each in [tantivy_store.stored(*fresh) for fresh in batch]:
                    writer.add_document(each)

        _commit(change, path, tantivy_store.HEAP_LARGE)
        return len(seen)


def _commit(change: Any, path: Path, heap: int = tantivy_store.HEAP_SMALL) -> None:
    """Run `change` with a writer of the index in `path` and commit; on any failure nothing of it stays."""
    writer = _writer(path, heap)
    try:
        change(writer)
        _finish(writer)
    except BaseException:
        with suppress(Exception):
            writer.rollback()
        raise


@damage_is_unavailable
def _writer(path: Path, heap: int) -> Any:
    return tantivy_store.open_index(path).writer(heap, 1)


def _finish(writer: Any) -> None:
    """Commit, and wait until merges are done: what is announced then stays as it is."""
    try:
        writer.commit()
        writer.wait_merging_threads()
    except Exception as error:
        raise EngineUnavailable(f"the search index cannot be written: {error}") from error
