"""Which words of a query a hit does not hold, and whether any hit holds them all.

A word is held in any form of it and by whatever stands in for it (a synonym, a mended spelling); a compound also by all
of its parts. Small words and words of asking are missed only where the query has no others, and a word so frequent that
it is not looked up (`ranking.Weights.common`) is never missed. What decides is the hits that the reader sees: a word
that stands in hidden documents alone is lacking like one that stands nowhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from search_index import analysis, asking, scoring, tokens
from search_index.analysis import Word
from search_index.scoring import Counts, Form, Scores, Sees, Snapshot, Wanted

FEW = 5  # words whose sums are all worked out beforehand
SHORT = 200  # places of a word that are as soon put into a set as looked through
Holds = Callable[[int], bool]


class Demanded(NamedTuple):
    """One word of a query as it was typed. It is held by what holds every word of one of its `ways`; without any, by
    nothing in this index."""

    written: str
    ways: tuple[tuple[Wanted, ...], ...]


Demands = tuple[Demanded, ...]


class Heard(NamedTuple):
    """A text in NFC, and its words."""

    text: str
    words: list[Word]


def heard(text: str) -> Heard:
    """`text`, read once for all who ask for its words."""
    composed = tokens.compose(text)
    return Heard(composed, list(analysis.words(composed)))


def demands(
    heard: Heard, words: Sequence[Wanted], sought: Collection[Wanted], counts: Counts, sees: Sees | None
) -> Demands:
    """What a hit should hold of a query; `words` is what it is searched by, `sought` those of them that are looked up.
    Nothing for a single word: what does not hold it is no hit."""
    if len(words) < 2:
        return ()
    known: dict[Form, Wanted | None] = {(word.raw, word.lemmas): word for word in sought}
    if len(known) < len(words):
        for word in words:
            if (word.raw, word.lemmas) not in known and scoring.occurs(counts, word, sees):
                known[word.raw, word.lemmas] = None  # it stands somewhere, and nobody looks where
    written = _tokens(heard.words)
    telling = [each for each in written if not asking.is_small(each[0].raw, each[0].lemmas)] or written
    found = {each[0].raw: _demanded(heard.text, each, known) for each in telling}
    return tuple([each for each in found.values() if each is not None])


def _tokens(words: Iterable[Word]) -> list[list[Word]]:
    """A compound and its parts stand at one place."""
    found: list[list[Word]] = []
    start = -1
    for word in words:
        if word.start == start:
            found[-1].append(word)
        else:
            found.append([word])
            start = word.start
    return found


def _demanded(text: str, token: Sequence[Word], known: dict[Form, Wanted | None]) -> Demanded | None:
    """None for a word that need not be looked for, as nobody knows where it stands."""
    ways = []
    for way in (token,) if len(token) == 1 or token[0].position < token[1].position else (token[:1], token[1:]):
        words = [known[word.raw, word.lemmas] for word in way if (word.raw, word.lemmas) in known]
        if len(words) < len(way):
            continue  # one of them stands nowhere
        looked_up = tuple([word for word in words if word is not None])
        if not looked_up:
            return None
        ways.append(looked_up)
    return Demanded(text[token[0].start : token[0].end], tuple(ways))


class Lacking:
    """What documents of a snapshot lack of what is demanded.

    Of a few words, what a document earned by rarity tells which of them it holds. Else postings are looked into again:
    to keep them from scoring, large dictionaries that stay alive, made every search dearer. Of a snapshot of some
    twenty documents that is the quicker way anyhow, so its caller asks for `few` to be 0.
    """

    def __init__(self, demanded: Demands, snapshot: Snapshot, scores: Scores, few: int = FEW) -> None:
        self._demanded, self._snapshot, self._scores, self._few = demanded, snapshot, scores, few
        self._by_share: dict[float, tuple[str, ...]] = {}

    def of(self, number: int) -> tuple[str, ...]:
        """The words that a document lacks, as typed, in order."""
        if not self._demanded:
            return ()
        share = self._scores.share[number]
        missing = self._by_share.get(share)
        if missing is None:
            held = self._shares.get(share)
            if held is None:
                return tuple([written for written, holds in self._tests if not holds(number)])
            missing = self._by_share[share] = _missing(self._demanded, held)
        return missing

    @cached_property
    def _shares(self) -> dict[float, frozenset[Wanted] | None]:
        """What a document earned, added up as `scoring.score` adds -> the words that it holds; None where others make
        the same sum."""
        sums: list[tuple[float, tuple[Wanted, ...]]] = [(0.0, ())]
        for word, worth in self._scores.worths.items() if len(self._scores.worths) <= self._few else ():
            sums += [(earned + worth, (*held, word)) for earned, held in sums]
        shares: dict[float, frozenset[Wanted] | None] = {}
        for earned, held in sums if len(sums) > 1 else ():
            shares[earned] = None if earned in shares else frozenset(held)
        return shares

    @cached_property
    def _tests(self) -> list[tuple[str, Holds]]:
        return [(each.written, _held(self._snapshot, each)) for each in self._demanded]

    def is_in_all(self, numbers: Collection[int]) -> bool:
        """Whether each of `numbers` lacks some word."""
        if not all(each.ways for each in self._demanded):
            return True
        if not self._demanded:
            return False
        share, worths = self._scores.share, self._scores.worths
        least = sum(map(worths.__getitem__, self._plain())) * (1 - 1e-9)  # sums differ by the order of their parts
        near = {number for number in self._fewest(numbers) if share[number] >= least}
        whole = [number for number in near if not self.of(number)]
        return not whole or set(whole).isdisjoint(numbers)

    def _plain(self) -> set[Wanted]:
        """The demanded words that are no compounds."""
        return {way[0] for each in self._demanded for way in each.ways if len(each.ways) == len(way) == 1}

    def _fewest(self, numbers: Collection[int]) -> Iterable[int]:
        """Among which are all of `numbers` that lack nothing: those that hold the rarest word."""
        places = [_places(self._snapshot, word) for word in self._plain() if not word.instead]
        shortest = min(places, key=lambda several: sum(map(len, several)), default=[numbers])
        return chain.from_iterable(shortest)


def _missing(demanded: Demands, held: frozenset[Wanted]) -> tuple[str, ...]:
    return tuple([each.written for each in demanded if not any(map(held.issuperset, each.ways))])


def _held(snapshot: Snapshot, demanded: Demanded) -> Holds:
    """Tells whether a document holds a word."""
    ways = [_all_of(snapshot, way) for way in demanded.ways]
    return ways[0] if len(ways) == 1 else lambda number: any(holds(number) for holds in ways)


def _all_of(snapshot: Snapshot, words: Sequence[Wanted]) -> Holds:
    every = [_any_of(snapshot, word) for word in words]
    return every[0] if len(every) == 1 else lambda number: all(holds(number) for holds in every)


def _any_of(snapshot: Snapshot, word: Wanted) -> Holds:
    places = _places(snapshot, word)
    if not word.instead and sum(map(len, places)) <= SHORT:
        return frozenset(chain.from_iterable(places)).__contains__
    instead = [_all_of(snapshot, phrase) for phrase in word.instead]

    def holds(number: int) -> bool:
        for numbers in places:
            at = bisect_left(numbers, number)
            if at < len(numbers) and numbers[at] == number:
                return True
        return any(each(number) for each in instead) if instead else False

    return holds


def _places(snapshot: Snapshot, word: Wanted) -> list[Sequence[int]]:
    """Numbers of the documents that hold `word`, ascending, once for each of its forms and as written."""
    return [*(snapshot.postings("lemma", key)[0] for key in word.lemmas), snapshot.postings("raw", word.raw)[0]]
