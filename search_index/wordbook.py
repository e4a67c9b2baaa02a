"""The vocabulary table: which words an index has seen, how often, and who may meet them.

Spelling and suggestions need to *walk* words (near this one, beginning like that one), which postings are slow at. So
every engine keeps a `WordBook` beside its postings: `note` what is indexed, ask `vocabulary(audiences)`. A book only
grows until the next rebuild, so that a commit costs what the batch brought, never what the index holds:

    words   one line for each word and audience: written form, audience, documents (tab-separated)

A later line replaces an earlier one, and a line is written only when a count reaches the next power of two: a word of
100,000 documents has 17 lines. Counts decide an order and nothing else; whether a word may be *shown* is asked of the
postings (see `spelling.Sees`), because the book does not know what was deleted or moved to another audience since.

Counts are kept by audience, so that what a reader may not see neither is offered nor pushes anything else aside.
"""

from __future__ import annotations

import re
from bisect import bisect_left, insort
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from rapidfuzz.distance import OSA
from rapidfuzz.process import extract

from search_index import tokens
from search_index.engine import EngineUnavailable
from search_index.ranking import Postings

MOST_WORDS = 400_000  # of one book: some 60 MB; beyond it only words known already are counted on
_KEPT_NEAR = 500  # words whose neighbours are remembered
_AT_ONCE = 2_000  # new words from which on it is cheaper to sort anew than to insert
_MOST_NOTED = 50_000  # words of one audience that wait to be settled
_APART = re.compile(r"[\t\r\n]")


class WordTable:
    """Words by spelling, by length and by audience, in memory. `forms` are the ways a key was written."""

    def __init__(self) -> None:
        self.counts: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self.ordered: list[str] = []
        self.by_length: defaultdict[tuple[bool, int], list[str]] = defaultdict(list)
        self.forms: dict[str, tuple[str, ...]] = {}
        self._known: set[str] = set()
        self._near: dict[tuple[str, int], list[tuple[str, int]]] = {}

    def near(self, key: str, distance: int) -> list[tuple[str, int]]:
        """(word, edits) of all words at most `distance` insertions, deletions, changes and swaps away, itself too. One
        page asks for the same word more than once: what was found is kept until a new word comes."""
        found = self._near.get((key, distance))
        if found is None:
            if len(self._near) >= _KEPT_NEAR:
                self._near.clear()
            found = self._near[key, distance] = list(self._walk(key, distance))
        return found

    def _walk(self, key: str, distance: int) -> Iterator[tuple[str, int]]:
        for length in range(len(key) - distance, len(key) + distance + 1):
            for ascii_only in (True, False):
                if words := self.by_length.get((ascii_only, length)):
                    near = extract(key, words, scorer=OSA.distance, score_cutoff=distance, limit=None)
                    yield from ((word, int(edits)) for word, edits, _ in near)

    def put(self, lines: Iterable[tuple[str, str, int]]) -> None:
        """Take (written form, audience, documents); replaces what was known of that pair."""
        fresh: list[str] = []
        for written, audience, count in lines:
            key = tokens.key(written)
            key = written if key == written else key  # one string, not two
            if not key or (key not in self._known and len(self._known) >= MOST_WORDS):
                continue
            self.counts[audience][written] = count
            if key not in self._known:
                self._known.add(key)
                fresh.append(key)
            if written != key and written not in self.forms.get(key, ()):
                self.forms[key] = (*self.forms.get(key, (key,)), written)
        self._place(fresh)

    def _place(self, fresh: list[str]) -> None:
        if fresh:
            self._near.clear()
        for key in fresh:
            self.by_length[key.isascii(), len(key)].append(key)
        if len(fresh) > _AT_ONCE:
            self.ordered = sorted(self._known)
        else:
            for key in fresh:
                insort(self.ordered, key)


class Vocabulary:
    """The words of a table as readers of some audiences may meet them, which are as in `Query`."""

    def __init__(self, table: WordTable, audiences: frozenset[str] | None) -> None:
        self._table = table
        begins = tuple(token[:-1] for token in audiences or () if token.endswith("*"))
        self._held = [
            counts
            for audience, counts in table.counts.items()
            if audiences is None or audience in audiences or audience.startswith(begins)
        ]

    def count(self, key: str) -> int:
        """About how many documents hold the word, in any way of writing it; 0 when it is not there at all."""
        return sum(map(self._written, self._table.forms.get(key, (key,))))

    def _written(self, written: str) -> int:
        return sum(each.get(written, 0) for each in self._held)

    def written(self, key: str, typed: str = "") -> str:
        """How the word is mostly written: with its apostrophe, its ї and ё, which keys do not have.

        память and пам'ять have one key: of two spellings that occur, the one with an apostrophe as in `typed`.
        """
        forms = self._table.forms.get(key)
        if forms is None:
            return key
        apostrophe = any(sign in typed for sign in tokens.APOSTROPHES)

        def likely(form: str) -> tuple[bool, bool, int, str]:
            count = self._written(form)
            return count > 0, ("'" in form) == apostrophe, count, form

        return max(forms, key=likely)

    def near(self, key: str, distance: int) -> list[tuple[str, int]]:
        """(word, edits) of all words that readers may meet, see `WordTable.near`."""
        return [(word, edits) for word, edits in self._table.near(key, distance) if self.count(word)]

    def starting(self, prefix: str, most: int) -> list[str]:
        """Words that begin so, the frequent ones first."""
        ordered = self._table.ordered
        begin = bisect_left(ordered, prefix)
        end = bisect_left(ordered, prefix + "\U0010ffff", begin)
        counted = [(-count, key) for key in ordered[begin:end] if (count := self.count(key))]
        counted.sort()
        return [key for _, key in counted[:most]]

    def begins(self, prefix: str) -> bool:
        """Whether any word of the table begins so; also words of others, so only for leaving off early."""
        ordered = self._table.ordered
        place = bisect_left(ordered, prefix)
        return place < len(ordered) and ordered[place].startswith(prefix)


class WordBook:
    """A table and the file it is kept in (None: memory only). One process writes, any number read.

    What it holds is what it is given, see `Books`.
    """

    def __init__(self, path: Path | None) -> None:
        self._path = path
        self._table = WordTable()
        self._read = 0
        self._noted: defaultdict[str, Counter[str]] = defaultdict(Counter)

    def vocabulary(self, audiences: frozenset[str] | None) -> Vocabulary:
        """What readers of `audiences` may meet, as the file stands now. Cheap when it did not change."""
        self.refresh()
        return Vocabulary(self._table, audiences)

    def refresh(self) -> None:
        """Read what was written since the last time. Raises `EngineUnavailable`; a missing file is an empty book."""
        if self._path is None:
            return
        try:
            if not self._path.exists() or self._path.stat().st_size <= self._read:
                return
            with self._path.open("rb") as file:
                file.seek(self._read)
                whole = file.read()
        except OSError as error:
            raise EngineUnavailable(f"the words of the search index cannot be read: {error}") from error
        whole = whole[: whole.rfind(b"\n") + 1]  # the last line may still be on its way
        self._read += len(whole)
        self._table.put(_lines(whole))

    def note(self, audience: str, words: Iterable[str]) -> None:
        """Take the words of one document, each once; they count when they are settled."""
        noted = self._noted[_APART.sub(" ", audience)]
        noted.update(words)
        if len(noted) > _MOST_NOTED:
            self.settle()

    def settle(self) -> None:
        """Write what was noted, before its batch is committed: a word too many is no harm, one missing is.

        Raises `EngineUnavailable` when the file cannot be written. To repeat a batch may raise counts, nothing else.
        """
        self.refresh()
        batch, self._noted = self._noted, defaultdict(Counter)
        changed: list[tuple[str, str, int]] = []
        for audience, counted in batch.items():
            known = self._table.counts[audience]
            for word, times in counted.items():
                before = known.get(word, 0)
                if (before + times).bit_length() > before.bit_length():
                    changed.append((word, audience, before + times))
                else:
                    known[word] = before + times
        self._append(changed)

    def _append(self, changed: list[tuple[str, str, int]]) -> None:
        if self._path is None:
            self._table.put(changed)
        elif changed:
            text = "".join([f"{word}\t{audience}\t{count}\n" for word, audience, count in changed])
            lines = text.encode("utf-8", "replace")
            try:
                begun = _write(self._path, lines)
            except OSError as error:
                raise EngineUnavailable(f"the search index cannot be written: {error}") from error
            if begun == self._read:  # nothing else came in between
                self._table.put(changed)
                self._read += len(lines)
            else:
                self.refresh()


def _write(path: Path, lines: bytes) -> int:
    """Append, and say where; a line that a dying writer left half done is closed first."""
    with path.open("ab+") as file:
        if file.tell():
            file.seek(-1, 2)
            if file.read(1) != b"\n":
                file.write(b"\n")
        begun = file.tell()
        file.write(lines)
    return begun


def _lines(whole: bytes) -> Iterator[tuple[str, str, int]]:
    for line in whole.decode("utf-8", "replace").split("\n"):
        word, _, rest = line.partition("\t")
        audience, _, count = rest.rpartition("\t")
        if word and count.isdecimal() and len(count) < 10:
            yield word, audience, int(count)


class Books(NamedTuple):
    """The two books that an engine keeps beside its postings: plain words of whole documents, which is what spelling
    offers, and words of titles and phrasings, codes and short ones included, which is what suggestions begin with."""

    words: WordBook
    titles: WordBook

    @classmethod
    def in_folder(cls, folder: Path | None) -> Books:
        """Those in `folder` (created by the first `settle`), or in memory only."""
        return cls(WordBook(folder and folder / "words"), WordBook(folder and folder / "titles"))

    def note(self, audience: str, made: Postings) -> None:
        """Take one document as `ranking.postings` read it."""
        self.words.note(audience, made.words)
        self.titles.note(audience, made.titled)

    def settle(self) -> None:
        """See `WordBook.settle`."""
        self.words.settle()
        self.titles.settle()
