"""How postings lie in a Whoosh index, and how they are read quickly.

Whoosh is used for what it does well (segments, merging, atomic commits). Its
analysis and scoring are passed by: words come analysed, with ready weights, and whole postings blocks are
read at once instead of one posting a call, which is some twenty times the difference. That reaches below
Whoosh's public face, so the version is pinned and the contract suite stands guard.
"""

from __future__ import annotations

import math
import warnings
from array import array
from collections import OrderedDict
from collections.abc import Iterator, Sequence
from contextlib import suppress
from typing import Any

from search_index.columns import Columns, row
from search_index.document import Document, Key
from search_index.engines.foldered import damage_is_unavailable
from search_index.engines.whoosh_blocks import blocks
from search_index.engines.whoosh_starts import Starts
from search_index.engines.whoosh_starts import line as starts_line
from search_index.ranking import Postings as Made
from search_index.scoring import Space, Whole

with warnings.catch_warnings():
    # Whoosh 2.7.4 was written for older Pythons: `is 0`, unescaped patterns. Harmless, but loud.
    warnings.simplefilter("ignore")
    from whoosh import columns as whoosh_columns
    from whoosh import fields, formats
    from whoosh.codec.whoosh3 import W3Codec
    from whoosh.reading import SegmentReader, TermNotFound


class WordCodec(W3Codec):
    """No lengths of fields: our weights hold them already, and Whoosh asks the disk for each posting."""

    length_stats = False


def codec() -> WordCodec:
    """Larger blocks than usual: a word is always read whole, so skipping within it is worth nothing."""
    return WordCodec(blocklimit=1024, compression=1)


class _Format(formats.Format):
    """Postings with a weight and, for `size` -1, a value of any length (word positions)."""

    def __init__(self, size: int) -> None:
        super().__init__()
        self.size = size

    def fixed_value_size(self) -> int:
        return self.size


class WordField(fields.FieldType):
    """A field fed with (key, weight, value) that were made by `ranking.postings`."""

    def __init__(self, *, values: bool) -> None:
        super().__init__(analyzer=None, format=_Format(-1 if values else 0), scorable=False, stored=False)
        self.indexed = True

    def index(self, value: Any, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        return ((encode(key), 1, weight, places) for key, weight, places in value)

    def __setstate__(self, state: dict[str, Any]) -> None:
        self.__dict__.update(state)


def encode(key: str) -> bytes:
    """A key as stored; half of a surrogate pair, which JSON may carry, has no UTF-8 form of its own."""
    return key.encode("utf-8", "surrogatepass")


def schema() -> fields.Schema:
    return fields.Schema(
        ref=fields.ID(unique=True),
        lemma=WordField(values=False),
        raw=WordField(values=True),
        starts=fields.COLUMN(whoosh_columns.VarBytesColumn()),
        row=fields.COLUMN(whoosh_columns.VarBytesColumn()),
    )


def ref(key: tuple[str, int]) -> str:
    return f"{key[0]}:{key[1]}"


def stored(document: Document, made: Made) -> dict[str, Any]:
    """`document`, of which `ranking.postings` made `made`, as the fields of one Whoosh document."""
    places = made.positions()
    return {
        "ref": ref(document.key),
        "lemma": [(key, weight, b"") for key, weight in made.lemmas.items()],
        "raw": [(key, weight, places[key]) for key, weight in made.raws.items()],
        "starts": starts_line(made.starts),
        "row": row(document),
    }


Postings = tuple[Sequence[int], Sequence[float]]
KEPT_POSTINGS = 500_000  # at least; eight bytes each, in every process that searches
KEPT_PER_DOCUMENT = 20  # in a large index
KEPT_COUNTS = 10_000  # words
KEPT_INFOS = 64  # words, with what every segment knows of them


class WhooshSnapshot(Whole):
    """One generation, read only (see `Snapshot`). `before` may have met some of its segments."""

    @damage_is_unavailable
    def __init__(self, reader: Any, columns: Columns, before: WhooshSnapshot | None) -> None:
        self._reader = reader
        self._leaves = [each for each in reader.leaf_readers() if isinstance(each[0], SegmentReader)]
        self.columns = columns
        self.segments: dict[Any, Columns] = {}
        self.starts: dict[Any, Starts] = {}
        known = before.segments if before else {}
        for leaf, _ in self._leaves:
            segment = leaf.segment()
            facts = known.get(segment.segment_id()) or _read_columns(leaf, columns)
            self.segments[segment.segment_id()] = facts
            columns.join(facts, segment.deleted_docs())
            if before and segment.segment_id() in before.starts:
                self.starts[segment.segment_id()] = before.starts[segment.segment_id()]
        self.total = reader.doc_count()
        self._kept: OrderedDict[tuple[Space, str], Postings] = OrderedDict()
        self._kept_size = 0
        self._counts: dict[tuple[Space, str], int] = {}
        self._looked_up: dict[tuple[str, str], list[tuple[Any, int, Any]]] = {}

    def close(self) -> None:
        self._reader.close()

    def count(self, space: Space, key: str) -> int:
        found = self._counts.get((space, key))
        if found is None:
            if len(self._counts) >= KEPT_COUNTS:
                self._counts.clear()
            found = self._counts[space, key] = self._read_count(space, key)
        return found

    @damage_is_unavailable
    def _read_count(self, space: Space, key: str) -> int:
        if space == "start":
            return len(self.postings(space, key)[0])
        total = 0.0
        for leaf, _, info in self._infos(space, key):  # without the share that was replaced
            total += info.doc_frequency() * leaf.doc_count() / leaf.doc_count_all()
        return math.ceil(total)

    def _infos(self, space: str, key: str) -> list[tuple[Any, int, Any]]:
        """(segment, its offset, what it knows of the key) of those that hold it. A word is counted and then read, so what
        was asked for last is remembered: finding it is half of what reading a rare word costs."""
        found = self._looked_up.get((space, key))
        if found is None:
            if len(self._looked_up) >= KEPT_INFOS:
                self._looked_up.clear()
            found, word = [], encode(key)
            for leaf, offset in self._leaves:
                with suppress(KeyError, TermNotFound):
                    found.append((leaf, offset, leaf._terms.term_info(space, word)))
            self._looked_up[space, key] = found
        return found

    def postings(self, space: Space, key: str) -> Postings:
        """Words that people search by come again and again: what was read last is kept until the next generation."""
        found = self._kept.get((space, key))
        if found is not None:
            self._kept.move_to_end((space, key))
            return found
        read = self._started if space == "start" else self._read_postings
        found = self._kept[space, key] = read(space, key)
        self._kept_size += len(found[0]) + 1
        while self._kept_size > max(KEPT_POSTINGS, KEPT_PER_DOCUMENT * self.total):
            _, (dropped, _weights) = self._kept.popitem(last=False)
            self._kept_size -= len(dropped) + 1
        return found

    @damage_is_unavailable
    def _read_postings(self, space: Space, key: str) -> Postings:
        numbers: list[int] = []
        weights: list[float] = []
        for offset, ids, found, _ in self._blocks(space, key):
            numbers.extend([number + offset for number in ids] if offset else ids)
            weights.extend(found)
        return array("I", numbers), array("f", weights)

    @damage_is_unavailable
    def _started(self, _space: Space, key: str) -> Postings:
        numbers = array("I")
        for leaf, offset in self._leaves:
            segment = leaf.segment().segment_id()
            starts = self.starts.get(segment)
            if starts is None:
                reader = leaf.column_reader("starts", translate=False)
                starts = self.starts[segment] = Starts(reader[number] for number in range(leaf.doc_count_all()))
            numbers.extend([number + offset for number in starts.of(key)])
        return numbers, array("f", (1.0,)) * len(numbers)

    @damage_is_unavailable
    def positions(self, key: str) -> dict[int, Sequence[int]]:
        found: dict[int, Sequence[int]] = {}
        for offset, ids, _, values in self._blocks("raw", key):
            for number, value in zip(ids, values, strict=True):
                found[number + offset] = array("H", value)
        return found

    def rows(self) -> Iterator[bytes]:
        """The stored row of each living document."""
        for leaf, _ in self._leaves:
            reader = leaf.column_reader("row", translate=False)
            gone = set(leaf.segment().deleted_docs())
            yield from (reader[number] for number in range(leaf.doc_count_all()) if number not in gone)

    @damage_is_unavailable
    def number(self, key: Key | tuple[str, int]) -> int | None:
        """The document number of a key, if it is indexed and not deleted."""
        for offset, ids, _, _ in self._blocks("ref", ref(key)):
            for each in ids:
                if self.columns.group[each + offset]:
                    return int(each) + offset
        return None

    def _blocks(self, space: str, key: str) -> Iterator[tuple[int, Sequence[int], Sequence[float], Sequence[bytes]]]:
        """(offset of the segment, document numbers within it, weights, values), block by block."""
        for leaf, offset, info in self._infos(space, key):
            if info.is_inlined():
                ids, weights, values = info.inlined_postings()
                yield offset, ids, weights, values
                continue
            begin, (length,) = info.extent()  # a fault of Whoosh's: it does not unpack the length it read
            for ids, weights, values in blocks(leaf._terms._postfile, begin, length):
                yield offset, ids, weights, values


def _read_columns(leaf: Any, like: Columns) -> Columns:
    """The facts of one segment, deleted documents included (other generations may still have them)."""
    facts = Columns(like.shared, like.now)
    reader = leaf.column_reader("row", translate=False)
    for number in range(leaf.doc_count_all()):
        facts.add(reader[number])
    return facts
