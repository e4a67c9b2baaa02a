"""What every engine with an index in a folder does alike: generations, the one writer, rebuild and swap.

After each commit the pointer file changes; a reader that sees another pointer opens the index afresh. A rebuild
fills a folder beside the current one and swaps the pointer; writers are told `EngineBusy` meanwhile and come back
(the outbox does), so that nothing is lost to the swap.
"""

from __future__ import annotations

import threading
import time
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import suppress
from functools import wraps
from itertools import islice
from pathlib import Path
from typing import ClassVar, Generic, NamedTuple, ParamSpec, Protocol, TypeVar

from search_index import ranking
from search_index.columns import stamped
from search_index.document import Document, Stamped
from search_index.engine import EngineUnavailable, Health
from search_index.engines.folder import IndexFolder
from search_index.wordbook import Books, Vocabulary

P = ParamSpec("P")
R = TypeVar("R")
_VOCABULARIES = 1_000  # of readers with different audiences, of one generation
_AT_ONCE = 64  # documents of a rebuild
_OPENING_TRIES = 5  # a commit may take files away between reading the pointer and opening them


class Fresh(NamedTuple):
    """A document to be written, and what it contributes: it is read once, for its postings and for the books."""

    document: Document
    made: ranking.Postings


def read(document: Document) -> Fresh:
    """`document` ready to be written."""
    return Fresh(document, ranking.postings(document))


class FolderSnapshot(Protocol):
    """One generation as opened from its folder."""

    total: int

    def rows(self) -> Iterator[bytes]:
        """The stored row (`columns.row`) of each living document."""

    def close(self) -> None:
        """Let go of the files; nobody asks this snapshot any more."""


S = TypeVar("S", bound=FolderSnapshot)


def damage_is_unavailable(function: Callable[P, R]) -> Callable[P, R]:
    """Libraries meet damaged files with whatever comes first: plain `Exception`, or a panic of native code."""

    @wraps(function)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> R:
        try:
            return function(*args, **kwargs)
        except (EngineUnavailable, KeyboardInterrupt, SystemExit, GeneratorExit):
            raise
        except BaseException as error:
            raise EngineUnavailable(f"the search index cannot be read: {error!r}") from error

    return guarded


class FolderEngine(Generic[S]):
    """See `SearchEngine`. Before the first `rebuild`, everything but that raises `EngineUnavailable`.

    A subclass gives `name`, `_open`, `_fill`, the verbs that read, and the two that write through `_write`.
    """

    name: ClassVar[str]

    def __init__(self, folder: Path) -> None:
        self.lock = threading.RLock()
        self._folder = IndexFolder(Path(folder), self.name)
        self._raw = b""
        self._snapshot: S | None = None
        self._books: tuple[str, Books] = ("", Books.in_folder(None))
        self._vocabularies: tuple[bytes, dict[tuple[bool, frozenset[str] | None], Vocabulary]] = (b"", {})

    def _open(self, path: Path) -> S:
        """The index in the subfolder `path` as it stands. Raises `EngineUnavailable`."""
        raise NotImplementedError

    def _fill(self, path: Path, batches: Iterable[list[Fresh]]) -> int:
        """Write an index of all documents into the empty subfolder `path`; returns how many.

        Raises ValueError for a key that comes twice: it would stand twice.
        """
        raise NotImplementedError

    def snapshot(self) -> S:
        """The current generation; opened anew only when the pointer file changed."""
        with self.lock:
            for attempt in range(_OPENING_TRIES):
                raw = self._folder.raw_pointer()
                if self._snapshot is not None and raw == self._raw:
                    return self._snapshot
                try:
                    fresh = self._open(self._folder.root / self._folder.pointer(raw).folder)
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
        """The words of the current generation; asked after `snapshot()`, under the lock."""
        return self._books_of(self._folder.pointer(self._raw).folder)

    def vocabulary(self, audiences: frozenset[str] | None, *, titles: bool = False) -> Vocabulary:
        """What readers of `audiences` may meet of either book. The files are looked at once a generation: what it holds
        was noted before it was announced. Asked after `snapshot()`, under the lock."""
        if self._vocabularies[0] != self._raw:
            self._vocabularies = self._raw, {}
        known = self._vocabularies[1]
        if (titles, audiences) not in known:
            if len(known) >= _VOCABULARIES:
                known.clear()
            books = self.books()
            known[titles, audiences] = (books.titles if titles else books.words).vocabulary(audiences)
        return known[titles, audiences]

    def _books_of(self, name: str) -> Books:
        if self._books[0] != name:
            self._books = (name, Books.in_folder(self._folder.root / name))
        return self._books[1]

    def _write(self, change: Callable[[Path], None], fresh: Sequence[Fresh] = ()) -> None:
        """One batch: `change` commits it to the subfolder it is told or leaves no trace, then it is announced."""
        with self._folder.writing():
            pointer = self._folder.pointer(self._folder.raw_pointer())
            with self.lock:
                books = self._books_of(pointer.folder)
                for each in fresh:
                    books.note(each.document.audience, each.made)
                books.settle()
            change(self._folder.root / pointer.folder)
            self._folder.point(pointer.folder, pointer.generation + 1, pointer.form)

    def rebuild(self, documents: Iterable[Document]) -> int:
        with self._folder.writing():
            before = ""
            with suppress(EngineUnavailable):
                before = self._folder.pointer(self._folder.raw_pointer()).folder
            name = self._folder.fresh()
            try:
                path = self._folder.root / name
                count = self._fill(path, _noted(documents, Books.in_folder(path)))
                self._folder.point(name, 1)
            except BaseException:
                self._folder.discard(name)
                raise
            # Another process may be opening the folder that just went out: it goes at the next rebuild.
            self._folder.sweep({name, before})
        return count

    def generation(self) -> str:
        pointer = self._folder.pointer(self._folder.raw_pointer())
        return f"{pointer.folder}:{pointer.generation}"

    def health(self) -> Health:
        try:
            with self.lock:
                documents = self.snapshot().total
                pointer = self._folder.pointer(self._raw)
        except EngineUnavailable as error:
            return Health(False, self.name, 0, "", detail=str(error))
        generation = f"{pointer.folder}:{pointer.generation}"
        return Health(True, self.name, documents, generation, outdated=pointer.form != ranking.FORM)

    def refs(self) -> Iterator[Stamped]:
        with self.lock:
            lines = list(self.snapshot().rows())
        return map(stamped, lines)


def _noted(documents: Iterable[Document], books: Books) -> Iterator[list[Fresh]]:
    """`documents`, read, some at a time; when the last of them was taken, the words of all stand in `books`.

    One step for many documents and then the next costs a tenth less than all steps for each: what a step looks words
    up in stays near the processor.
    """
    remaining = iter(documents)
    while batch := [read(document) for document in islice(remaining, _AT_ONCE)]:
        for fresh in batch:
            books.note(fresh.document.audience, fresh.made)
        yield batch
    books.settle()
