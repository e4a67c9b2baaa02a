"""One generation of a tantivy index, and the few documents of it whose order our own ranking decides."""

from __future__ import annotations

import math
from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import Any, NamedTuple

import tantivy

from search_index.columns import Columns, Facts, Shared
from search_index.document import Key
from search_index.engines.foldered import damage_is_unavailable
from search_index.engines.tantivy_store import (
    Weights,
    facts_of,
    group_of,
    open_index,
    ref,
    unpacked,
    weighing,
)
from search_index.scoring import Space, Wanted

SHOULD, MUST, MUST_NOT = tantivy.Occur.Should, tantivy.Occur.Must, tantivy.Occur.MustNot
_KEPT = 4_096  # words whose number of living documents is remembered, and documents read


class Reader(NamedTuple):
    """What those who hold the same audiences have in common: so many documents at most are hidden from them or deleted,
    so what more documents hold, they meet; and what keeps to the rest."""

    unseen: int
    clauses: list[Any] | None


class TantivySnapshot:
    """See `FolderSnapshot`. Any number of threads may ask it at once."""

    @damage_is_unavailable
    def __init__(self, path: Path, shared: Shared, now: datetime) -> None:
        index = open_index(path)
        self.schema, self.searcher = index.schema, index.searcher()
        self.shared, self.now, self._seconds = shared, now, now.timestamp()
        self.total: int = self.searcher.num_docs
        self._living: dict[tuple[str, tuple[str, ...], tuple[tuple[Wanted, ...], ...]], int] = {}
        self._plain: dict[tuple[str, tuple[str, ...]], bool] = {}
        self._documents: dict[tuple[int, int], tuple[Facts, Weights]] = {}
        # By their number in `shared`: the word that stands for a group, and how many documents hold it.
        self.groups: dict[int, tuple[str, int]] = {}
        for word, count in self.searcher.terms_with_prefix("group", ""):
            self.groups[shared.groups.number(group_of(word))] = word, count
        # Each document has one group, and those that are deleted are counted until segments are merged.
        places = sum(count for _, count in self.groups.values())
        self._alive, self.deleted = self.total / max(places, 1), places - self.total
        self.numbers = {word: number for number, (word, _) in self.groups.items()}
        # See `tantivy_reading.sees`.
        self.seen: dict[tuple[frozenset[str] | None, Space, str], bool] = {}
        self.readers: dict[frozenset[str] | None, Reader] = {}
        self.clauses: dict[bytes, Any] = {}  # by which groups are wanted, see `tantivy_asking.of_groups`
        self.facts = Columns(shared, now)  # of no documents, but of all groups

    def close(self) -> None:
        """Nothing: the files go when the last search in them ends."""

    def term(self, field: str, value: str) -> tantivy.Query:
        return tantivy.Query.term_query(self.schema, field, value, "freq" if field == "lemma" else "basic")

    def any_form(self, word: Wanted) -> list[tantivy.Query]:
        """The word in any form, and as written: the query may be read by another language than the document."""
        return [*(self.term("lemma", key) for key in word.lemmas), self.term("raw", word.raw)]

    def any_way(self, word: Wanted) -> list[tantivy.Query]:
        """What finds the word in any form, and each phrase that stands in for it."""
        return [*self.finding(word), *map(self.all_of, word.instead)]

    def finding(self, word: Wanted) -> list[tantivy.Query]:
        """Those of `any_form` that find all of it: mostly what holds the word as written is among what holds its
        dictionary forms, and is not looked through once more."""
        forms = self.any_form(word)
        return forms[:-1] if self._lemmas_do(word) else forms

    def _lemmas_do(self, word: Wanted) -> bool:
        """Whether every living document that holds `word` as written holds a dictionary form of it."""
        key = word.raw, word.lemmas
        found = self._plain.get(key)
        if found is None:
            if len(self._plain) >= _KEPT:
                self._plain.clear()
            forms = self.any_form(word)
            single = len(word.lemmas) == 1 and not self.deleted
            lemmas = self.standing("lemma", word.lemmas[0]) if single else self.matches(self.any_of(forms[:-1]))
            every = self.matches(self.any_of(forms)) if word.instead else self.holders(word)
            found = self._plain[key] = lemmas == every
        return found

    def all_of(self, phrase: Iterable[Wanted]) -> tantivy.Query:
        """Every word of `phrase`, in any place and form."""
        return tantivy.Query.boolean_query([(MUST, self.any_of(self.any_form(word))) for word in phrase])

    def any_of(self, queries: Iterable[tantivy.Query]) -> tantivy.Query:
        return tantivy.Query.boolean_query([(SHOULD, query) for query in queries])

    def count(self, space: Space, key: str) -> int:
        return math.ceil(self.standing(space, key) * self._alive)

    def standing(self, space: Space, key: str) -> int:
        """How many documents hold `key`, deleted ones among them."""
        return int(self.searcher.doc_freq(space, key))

    @damage_is_unavailable
    def holders(self, word: Wanted) -> int:
        """How many living documents hold a form of `word`, or what stands in for it."""
        key = word.raw, word.lemmas, word.instead
        found = self._living.get(key)
        if found is None:
            if len(self._living) >= _KEPT:
                self._living.clear()
            ways = [*self.any_form(word), *map(self.all_of, word.instead)]
            found = self._living[key] = self.matches(self.any_of(ways))
        return found

    def matches(self, query: tantivy.Query) -> int:
        plain = tantivy.Query.const_score_query(query, 0.0)  # nobody asks which is the best
        found: Any = self.searcher.search(plain, limit=1, count=True)  # its type hints lack `count`
        return int(found.count)

    @damage_is_unavailable
    def addresses(self, query: tantivy.Query, limit: int, offset: int = 0, **order: Any) -> list[tantivy.DocAddress]:
        return [address for _, address in self.searcher.search(query, limit, False, offset=offset, **order).hits]

    @damage_is_unavailable
    def sample(self, addresses: Sequence[tantivy.DocAddress]) -> Sample:
        """These documents, numbered from 0 in this order, as a `Snapshot` for our own ranking."""
        return Sample(self, [self._document(address) for address in addresses])

    def _document(self, address: tantivy.DocAddress) -> tuple[Facts, Weights]:
        place = (address.segment_ord, address.doc)
        found = self._documents.get(place)
        if found is None:
            read = self.searcher.doc(address)
            if len(self._documents) >= _KEPT:
                self._documents.clear()
            facts: Any = read.get_first("facts")
            weights: Any = read.get_first("weights")
            found = facts_of(facts, self.numbers, self._seconds), unpacked(weights)
            self._documents[place] = found
        return found

    @damage_is_unavailable
    def numbered(self, keys: Iterable[Key | tuple[str, int]]) -> Sample:
        """The things of these keys that are here."""
        return self.sample([place for key in keys for place in self.addresses(self.term("ref", ref(key)), 1)])

    @damage_is_unavailable
    def rows(self) -> Iterator[bytes]:
        found = self.addresses(tantivy.Query.all_query(), max(1, self.total))
        return (bytes(self.searcher.doc(address).get_first("row") or b"") for address in found)


class Sample:
    """A `Snapshot` of a few documents, with counts of words from the whole index."""

    def __init__(self, whole: TantivySnapshot, documents: Sequence[tuple[Facts, Weights]]) -> None:
        self._whole = whole
        self.total = whole.total
        self.columns = Columns(whole.shared, whole.now)
        self._weights = [weights for _, weights in documents]
        self._postings: dict[tuple[Space, str], tuple[Sequence[int], Sequence[float]]] = {}
        self.columns.extend([facts for facts, _ in documents])

    def count(self, space: Space, key: str) -> int:
        return self._whole.count(space, key)

    def holders(self, word: Wanted, _numbers: Collection[int]) -> int:
        return self._whole.holders(word)

    def postings(self, space: Space, key: str) -> tuple[Sequence[int], Sequence[float]]:
        found = self._postings.get((space, key))
        if found is None:
            found = self._postings[space, key] = weighing(self._weights, space, key)
        return found

    def number(self, key: Key) -> int | None:
        kinds = self.columns.shared.groups.values
        named = ((kinds[group].kind, each) for group, each in zip(self.columns.group, self.columns.ids, strict=True))
        return next((number for number, each in enumerate(named) if each == tuple(key)), None)

    def positions(self, key: str) -> dict[int, Sequence[int]]:
        """Not kept: phrases are tantivy's own."""
        return {}
