"""The engine for tests and for trying things out: postings in dictionaries, gone with the process."""

from __future__ import annotations

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime

from search_index import ranking
from search_index.columns import Columns, Shared, row, stamped
from search_index.document import Document, Key, Stamped, last_of_each
from search_index.engine import Health
from search_index.engines.reading import Reading
from search_index.scoring import Space, Whole
from search_index.wordbook import Books, Vocabulary


class MemorySnapshot(Whole):
    """Postings of all documents; numbers of deleted ones are never used again (see `Snapshot`)."""

    def __init__(self) -> None:
        self.columns = Columns(Shared(), datetime.now(UTC))
        self.total = 0
        self.rows: dict[Key, tuple[int, bytes]] = {}
        self._spaces: dict[Space, dict[str, dict[int, float]]] = {"lemma": {}, "raw": {}, "start": {}}
        self._positions: dict[str, dict[int, Sequence[int]]] = {}
        self._keys: dict[int, ranking.Postings] = {}

    def add(self, document: Document, made: ranking.Postings) -> None:
        """Index one document whose key is not here."""
        number, line = len(self.columns), row(document)
        self.columns.add(line)
        starts = ((word, 1.0) for word in made.starts)
        weighed = made.lemmas.items(), made.raws.items(), starts
        for space, weights in zip(self._spaces.values(), weighed, strict=True):
            for key, weight in weights:
                space.setdefault(key, {})[number] = weight
        for key, places in made.positions().items():
            self._positions.setdefault(key, {})[number] = array("H", places)
        self.rows[document.key], self._keys[number] = (number, line), made
        self.total = len(self.rows)

    def drop(self, key: Key) -> None:
        """Forget the document of `key`, if it is here."""
        number, _ = self.rows.pop(key, (None, b""))
        if number is None:
            return
        made = self._keys.pop(number)
        for space, keys in zip(self._spaces.values(), (made.lemmas.keys, made.raws.keys, made.starts), strict=True):
            for each in keys:
                del space[each][number]
                if not space[each]:
                    del space[each]
        for each in made.raws.keys:
            del self._positions[each][number]
        self.columns.group[number] = 0
        self.total = len(self.rows)

    def count(self, space: Space, key: str) -> int:
        return len(self._spaces[space].get(key, ()))

    def postings(self, space: Space, key: str) -> tuple[Sequence[int], Sequence[float]]:
        found = self._spaces[space].get(key, {})
        return tuple(found), tuple(found.values())

    def positions(self, key: str) -> dict[int, Sequence[int]]:
        return self._positions.get(key, {})

    def number(self, key: Key) -> int | None:
        return self.rows.get(key, (None, b""))[0]


class MemoryEngine(Reading):
    """See `SearchEngine`. Safe to use from several threads of one process."""

    def __init__(self) -> None:
        super().__init__()
        self._snapshot, self._books = MemorySnapshot(), Books.in_folder(None)
        self._generation = 0

    def vocabulary(self, audiences: frozenset[str] | None, *, titles: bool = False) -> Vocabulary:
        return (self._books.titles if titles else self._books.words).vocabulary(audiences)

    def snapshot(self) -> MemorySnapshot:
        return self._snapshot

    def upsert(self, documents: Iterable[Document]) -> None:
        batch = [(document, ranking.postings(document)) for document in last_of_each(documents)]
        with self.lock:
            for document, made in batch:
                self._books.note(document.audience, made)
                self._snapshot.drop(document.key)
                self._snapshot.add(document, made)
            self._books.settle()
            self._generation += 1

    def delete(self, refs: Iterable[tuple[str, int]]) -> None:
        with self.lock:
            for kind, number in refs:
                self._snapshot.drop(Key(kind, number))
            self._generation += 1

    def rebuild(self, documents: Iterable[Document]) -> int:
        fresh, books = MemorySnapshot(), Books.in_folder(None)
        for document in documents:
            made = ranking.postings(document)
            books.note(document.audience, made)
            fresh.drop(document.key)
            fresh.add(document, made)
        books.settle()
        with self.lock:
            self._snapshot, self._books = fresh, books
            self._generation += 1
        return fresh.total

    def generation(self) -> str:
        return str(self._generation)

    def health(self) -> Health:
        return Health(True, "memory", self._snapshot.total, self.generation())

    def refs(self) -> Iterator[Stamped]:
        with self.lock:
            lines = [line for _, line in self._snapshot.rows.values()]
        return map(stamped, lines)
