"""The default engine: a Whoosh index in a folder, read by every process, written by one.

After each commit the pointer file changes; a reader that sees another pointer opens a fresh reader, never
`refresh()`. A rebuild fills a folder beside the current one and swaps the pointer; writers are told
`EngineBusy` meanwhile and come back (the outbox does), so that nothing is lost to the swap.
"""

from __future__ import annotations

import time
import warnings
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

from search_index import ranking
from search_index.columns import Columns, Shared, stamped
from search_index.document import Document, Key, Stamped, last_of_each
from search_index.engine import EngineUnavailable, Health
from search_index.engines.reading import Reading
from search_index.engines.whoosh_folder import IndexFolder
from search_index.engines.whoosh_store import WhooshSnapshot, codec, damage_is_unavailable, schema, stored
from search_index.wordbook import Books

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh.filedb.filestore import FileStorage
    from whoosh.index import FileIndex

_SEGMENT = 4_000  # documents written at once by a rebuild: what fits the pool for texts of usual length
_POOL_MB = 192  # of postings, as Whoosh counts, before it spills to disk and becomes half as quick
_OPENING_TRIES = 5  # a commit may take files away between reading the pointer and opening them


class WhooshEngine(Reading):
    """See `SearchEngine`. Before the first `rebuild`, everything but that raises `EngineUnavailable`."""

    def __init__(self, folder: Path) -> None:
        super().__init__()
        self._folder = IndexFolder(Path(folder))
        self._shared = Shared()
        self._raw = b""
        self._snapshot: WhooshSnapshot | None = None
        self._books: tuple[str, Books] = ("", Books.in_folder(None))

    def snapshot(self) -> WhooshSnapshot:
        """The current generation; opened anew only when the pointer file changed. Call under the lock."""
        for attempt in range(_OPENING_TRIES):
            raw = self._folder.raw_pointer()
            if self._snapshot is not None and raw == self._raw:
                return self._snapshot
            try:
                fresh = self._open(self._folder.pointer(raw).folder)
            except EngineUnavailable:
                if attempt == _OPENING_TRIES - 1:
                    raise
                time.sleep(0.02 * attempt)
                continue
            previous, self._snapshot, self._raw = self._snapshot, fresh, raw
            if previous is not None:
                previous.close()
            return fresh
        raise EngineUnavailable("the search index changes faster than it can be opened")

    def books(self) -> Books:
        return self._books_of(self._folder.pointer(self._raw).folder)

    def _books_of(self, name: str) -> Books:
        if self._books[0] != name:
            self._books = (name, Books.in_folder(self._folder.root / name))
        return self._books[1]

    @damage_is_unavailable
    def _open(self, name: str) -> WhooshSnapshot:
        known = self._snapshot.segments if self._snapshot else {}
        reader = self._index(name).reader()
        return WhooshSnapshot(reader, Columns(self._shared, datetime.now(UTC)), known)

    def _storage(self, name: str) -> Any:
        """Read as files: where Whoosh maps a segment into memory, it then copies all of it for itself as well."""
        return FileStorage(str(self._folder.root / name), supports_mmap=False)

    def _index(self, name: str) -> Any:
        return FileIndex(self._storage(name))

    def upsert(self, documents: Iterable[Document]) -> None:
        batch = last_of_each(documents)

        def change(writer: Any, snapshot: WhooshSnapshot) -> None:
            _remove(writer, snapshot, [document.key for document in batch])
            for document in batch:
                writer.add_document(**stored(document))

        if batch:
            self._write(change, batch)

    def delete(self, refs: Iterable[tuple[str, int]]) -> None:
        keys = list(dict.fromkeys((kind, number) for kind, number in refs))
        if keys:
            self._write(lambda writer, snapshot: _remove(writer, snapshot, keys))

    def _write(self, change: Callable[[Any, WhooshSnapshot], None], fresh: Sequence[Document] = ()) -> None:
        """One batch: committed and announced, or cancelled without trace."""
        with self._folder.writing(), self.lock:
            pointer = self._folder.pointer(self._folder.raw_pointer())
            snapshot = self._open(pointer.folder)
            try:
                self._books_of(pointer.folder).add(fresh)
                _commit(self._index(pointer.folder), lambda writer: change(writer, snapshot))
            finally:
                snapshot.close()
            self._folder.point(pointer.folder, pointer.generation + 1)

    def rebuild(self, documents: Iterable[Document]) -> int:
        with self._folder.writing():
            before = ""
            with suppress(EngineUnavailable):
                before = self._folder.pointer(self._folder.raw_pointer()).folder
            name = self._folder.fresh()
            try:
                count = self._fill(name, documents)
                self._folder.point(name, 1)
            except BaseException:
                self._folder.discard(name)
                raise
            # Another process may be opening the folder that just went out: it goes at the next rebuild.
            self._folder.sweep({name, before})
        return count

    def _fill(self, name: str, documents: Iterable[Document]) -> int:
        """Write `documents` into the empty subfolder, a segment at a time; returns how many."""
        storage = self._storage(name)
        index = damage_is_unavailable(FileIndex.create)(storage, schema(), "MAIN")
        books, seen = Books.in_folder(self._folder.root / name), set[Key]()
        remaining = iter(documents)
        while batch := list(islice(remaining, _SEGMENT)):
            books.add(batch)
            _commit(index, partial(_add_new, batch, seen), merge=False)
        return len(seen)

    def generation(self) -> str:
        pointer = self._folder.pointer(self._folder.raw_pointer())
        return f"{pointer.folder}:{pointer.generation}"

    def health(self) -> Health:
        try:
            with self.lock:
                documents = self.snapshot().total
                pointer = self._folder.pointer(self._raw)
        except EngineUnavailable as error:
            return Health(False, "whoosh", 0, "", detail=str(error))
        generation = f"{pointer.folder}:{pointer.generation}"
        return Health(True, "whoosh", documents, generation, outdated=pointer.form != ranking.FORM)

    def refs(self) -> Iterator[Stamped]:
        with self.lock:
            lines = list(self.snapshot().rows())
        return map(stamped, lines)


def _remove(writer: Any, snapshot: WhooshSnapshot, keys: Iterable[tuple[str, int]]) -> None:
    for key in keys:
        number = snapshot.number(key)
        if number is not None:
            writer.delete_document(number)


def _add_new(batch: list[Document], seen: set[Key], writer: Any) -> None:
    """Add documents of a rebuild. Raises ValueError for a key that came before: it would stand twice."""
    for document in batch:
        if document.key in seen:
            raise ValueError(f"{document.key} came twice in one rebuild")
        seen.add(document.key)
        writer.add_document(**stored(document))


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
