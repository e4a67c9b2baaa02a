"""The default engine: a Whoosh index in a folder, read by every process, written by one.

A reader opens a fresh Whoosh reader for each generation, never `refresh()`.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterable
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import chain, islice
from pathlib import Path
from typing import Any, ClassVar

from search_index.columns import Columns, Shared
from search_index.document import Document, Key, last_of_each
from search_index.engine import EngineUnavailable
from search_index.engines.foldered import FolderEngine, Fresh, damage_is_unavailable, read
from search_index.engines.reading import Reading
from search_index.engines.whoosh_store import WhooshSnapshot, codec, schema, stored

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

_SEGMENT = 4_000  # documents written at once by a rebuild: what fits the pool for texts of usual length
_POOL_MB = 192  # of postings, as Whoosh counts, before it spills to disk and becomes half as quick


class WhooshEngine(FolderEngine[WhooshSnapshot], Reading):
    """See `FolderEngine` and `Reading`; one lock for both."""

    name: ClassVar[str] = "whoosh"

    def __init__(self, folder: Path) -> None:
        super().__init__(folder)
        self._shared = Shared()

    @damage_is_unavailable
    def _open(self, path: Path) -> WhooshSnapshot:
        reader = FileIndex(_storage(path)).reader()
        return WhooshSnapshot(reader, Columns(self._shared, datetime.now(UTC)), self._snapshot)

    def upsert(self, documents: Iterable[Document]) -> None:
        batch = [read(document) for document in last_of_each(documents)]

        def change(writer: Any, snapshot: WhooshSnapshot) -> None:
            _remove(writer, snapshot, [fresh.document.key for fresh in batch])
            for fresh in batch:
                writer.add_document(**stored(*fresh))

        if batch:
            self._write(partial(self._change, change), batch)

    def delete(self, refs: Iterable[tuple[str, int]]) -> None:
        keys = list(dict.fromkeys((kind, number) for kind, number in refs))
        if keys:
            self._write(partial(self._change, lambda writer, snapshot: _remove(writer, snapshot, keys)))

    def _change(self, change: Callable[[Any, WhooshSnapshot], None], path: Path) -> None:
        with self.lock:
            snapshot = self._open(path)
            try:
                _commit(FileIndex(_storage(path)), lambda writer: change(writer, snapshot))
            finally:
                snapshot.close()

    def _fill(self, path: Path, batches: Iterable[list[Fresh]]) -> int:
        """A segment at a time."""
        index = damage_is_unavailable(FileIndex.create)(_storage(path), schema(), "MAIN")
        seen: set[Key] = set()
        remaining = chain.from_iterable(batches)
        for first in remaining:
            batch = chain((first,), islice(remaining, _SEGMENT - 1))
            _commit(index, partial(_add_new, batch, seen), merge=False)
        return len(seen)


def _storage(path: Path) -> Any:
    """Read as files: where Whoosh maps a segment into memory, it then copies all of it for itself as well."""
    return FileStorage(str(path), supports_mmap=False)


def _remove(writer: Any, snapshot: WhooshSnapshot, keys: Iterable[tuple[str, int]]) -> None:
    for key in keys:
        number = snapshot.number(key)
        if number is not None:
            writer.delete_document(number)


def _add_new(batch: Iterable[Fresh], seen: set[Key], writer: Any) -> None:
    """Add documents of a rebuild. Raises ValueError for a key that came before: it would stand twice."""
    for document, made in batch:
        if document.key in seen:
            raise ValueError(f"{document.key} came twice in one rebuild")
        seen.add(document.key)
        writer.add_document(**stored(document, made))


def _commit(index: Any, change: Callable[[Any], None], *, merge: bool = True) -> None:
    """Run `change` with a writer and commit; on any failure cancel, or Whoosh would keep its lock."""
    try:
        writer = index.writer(limitmb=_POOL_MB, codec=codec())
    except Exception as error:
        raise EngineUnavailable(f"the search index cannot be written: {error!r}") from error
    try:
        change(writer)
        writer.commit(merge=merge)
    except BaseException as error:
        with suppress(Exception):
            writer.cancel()
        if isinstance(error, OSError):
            raise EngineUnavailable(f"the search index cannot be written: {error}") from error
        raise
