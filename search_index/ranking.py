"""Every number that decides an order, in one table, and how a document's words get their weight.

Word weights are settled when a document is indexed (each posting holds one ready number), so changing a
weight marked *index* means a rebuild; `FORM` says which table an index was made with. Weights marked
*query* work at once.
"""

from __future__ import annotations

import math
from array import array
from bisect import insort
from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from itertools import chain, repeat
from typing import NamedTuple

from search_index import analysis
from search_index.document import Document


@dataclass(frozen=True, slots=True)
class Weights:
    """title, phrasings, topics, body (index): how much one occurrence in that field is worth.
    length (index): 0 ignores how long a field is, 1 divides by it fully (the b of BM25F).
    title_words … body_words (index): the usual length of each field, in words. Fixed rather than
        measured, so that a document's weights never depend on its neighbours.
    saturation (index): the k1 of BM25; the smaller, the less a tenth occurrence adds.
    exact (query): the word as written, beside its dictionary form.
    asking (query): what a word of asking ("how", "чому") counts for, against 1 for any other.
    synonym (query): what stands in for a word by a rule of `synonyms`, as a share of the word itself.
    all_words (query): share of the score lost by a document that lacks most of the query's weight.
    least (query): a document holding less than this share of the query's weight is no hit at all.
    common (query): a word in more than this share of a large index is not searched while others are.
    curated, accepted, official (query): boost for cases, accepted and official answers, as a fraction.
    votes (query): boost per tenfold votes; freshness: boost of a document made today, halved each year.
    """

    title: float = 3.0
    phrasings: float = 2.5
    topics: float = 1.5
    body: float = 1.0
    length: float = 0.75
    title_words: float = 8.0
    phrasings_words: float = 16.0
    topics_words: float = 3.0
    body_words: float = 120.0
    saturation: float = 1.2
    exact: float = 0.35
    asking: float = 0.5
    synonym: float = 0.8
    all_words: float = 0.25
    least: float = 0.1
    common: float = 0.4
    curated: float = 0.10
    accepted: float = 0.05
    official: float = 0.05
    votes: float = 0.04
    freshness: float = 0.03


WEIGHTS = Weights()
FORM = f"{analysis.FORM}.6"  # raise the last number with any weight marked "index", or the way an engine stores them
LARGE_INDEX = 500  # documents; below it even frequent words cost nothing and may be all there is
MOST_WORDS = 16  # of a query are searched: the rarest
_FIELD_GAP = 20  # word positions between fields, so that no phrase spans two of them
_LAST_POSITION = 65_000


class Weighed(NamedTuple):
    """Keys, each once, and how many of them have which weight: the first `sizes[0]` have `weights[0]`, and so on. Most
    of a text weigh alike."""

    keys: list[str]
    weights: list[float]
    sizes: list[int]

    def items(self) -> Iterator[tuple[str, float]]:
        """Each key with its weight."""
        return zip(self.keys, chain.from_iterable(map(repeat, self.weights, self.sizes)), strict=True)


class Postings(NamedTuple):
    """What one document contributes: keys with their weights; the raw keys of titles; for each field the position of its
    first word and its raw keys, one after another; the whole of each compound with its position; the words that the books
    note, of all of it and of its titles."""

    lemmas: Weighed
    raws: Weighed
    starts: set[str]
    runs: list[tuple[int, list[str]]]
    asides: list[tuple[str, int]]
    words: set[str]
    titled: set[str]

    def positions(self) -> dict[str, bytes]:
        """Raw key -> its word positions, ascending, two bytes each as in an `array` of "H"."""
        found: dict[str, list[int]] = {raw: [] for raw in self.raws.keys}
        for first, run in self.runs:
            for place, raw in enumerate(run, first):
                found[raw].append(place)
        for raw, place in self.asides:
            insort(found[raw], place)
        longest = max((first + len(run) for first, run in self.runs), default=0)
        if longest > _LAST_POSITION:
            found = {raw: [min(place, _LAST_POSITION) for place in places] for raw, places in found.items()}
        return {raw: array("H", places).tobytes() for raw, places in found.items()}


def postings(document: Document, weights: Weights = WEIGHTS) -> Postings:
    """The keys of `document` with their BM25F term weights; `starts` are the raw words of its titles."""
    lemmas: list[tuple[Counter[str], float]] = []
    raws: list[tuple[Counter[str], float]] = []
    runs: list[tuple[int, list[str]]] = []
    asides: list[tuple[str, int]] = []
    starts, words, titled = set[str](), set[str](), set[str]()
    offset = 0
    for name, text in _fields(document):
        found = analysis.readings(text, document.language)
        spoken, wholes, forms, noted, entitling = zip(*found, strict=True) if found else ((),) * 5
        run = list(chain.from_iterable(spoken))
        beside = _beside(found, offset) if any(wholes) else []
        written = [*run, *(whole for whole, _ in beside)] if beside else run
        usual = getattr(weights, f"{name}_words")
        worth = getattr(weights, name) / (1 - weights.length + weights.length * len(run) / usual)
        raws.append((Counter(written), worth))
        lemmas.append((Counter(chain.from_iterable(forms)), worth))
        words.update(chain.from_iterable(noted))
        if name in ("title", "phrasings"):
            starts.update(written)
            titled.update(chain.from_iterable(entitling))
        runs.append((offset, run))
        asides += beside
        offset += len(run) + _FIELD_GAP
    by_lemma, by_raw = (_weighed(each, weights.saturation) for each in (lemmas, raws))
    return Postings(by_lemma, by_raw, starts, runs, asides, words, titled)


def _beside(found: list[analysis.Reading], offset: int) -> list[tuple[str, int]]:
    """The wholes of compounds, each with the position of its first part."""
    placed: list[tuple[str, int]] = []
    for reading in found:
        placed += [(whole, offset + place) for whole, place in reading.wholes]
        offset += len(reading.spoken)
    return placed


def _weighed(fields: list[tuple[Counter[str], float]], saturation: float) -> Weighed:
    """Occurrences of each key, each worth what its field is, as a share of what endless ones would give: above 0, below
    1. Begun with the last field, which is mostly the longest: what stands there alone is told by its count. Uses it up."""
    *others, (counts, worth) = fields
    sums: dict[str, float] = {}
    for more, each in others:
        for key, count in more.items():
            sums[key] = (sums[key] if key in sums else counts.pop(key, 0) * worth) + count * each
    by_count: defaultdict[int, list[str]] = defaultdict(list)
    for key, count in counts.items():
        by_count[count].append(key)
    by_total = defaultdict(list, {count * worth: keys for count, keys in by_count.items()})
    for key, total in sums.items():
        by_total[total].append(key)
    return Weighed(
        list(chain.from_iterable(by_total.values())),
        [total / (total + saturation) for total in by_total],
        list(map(len, by_total.values())),
    )


def _fields(document: Document) -> list[tuple[str, str]]:
    slugs = [topic.replace("-", " ") for topic in document.topics]
    topics = " \n ".join(dict.fromkeys((*document.topic_names, *slugs)))
    return [
        ("title", document.title),
        *(("phrasings", phrasing) for phrasing in document.phrasings),
        ("topics", topics),
        ("body", document.body),
    ]


def boosts(
    kind: str,
    accepted: bool,
    official: bool,
    votes: int,
    created: float,
    now: datetime,
    weights: Weights = WEIGHTS,
) -> dict[str, float]:
    """What a document *is*, beside what its words earn: by name, the fraction each fact adds to its score."""
    return {
        "curated": weights.curated * (kind == "case"),
        "accepted": weights.accepted * accepted,
        "official": weights.official * official,
        "votes": weights.votes * math.copysign(math.log10(1 + abs(votes)), votes),
        "freshness": freshness(created, now.timestamp(), weights),
    }


def lasting(kind: str, accepted: bool, official: bool, votes: int, weights: Weights = WEIGHTS) -> float:
    """The sum of `boosts` but for freshness: what time does not change."""
    popular = weights.votes * math.copysign(math.log10(1 + abs(votes)), votes)
    return weights.curated * (kind == "case") + weights.accepted * accepted + weights.official * official + popular


def freshness(created: float, now: float, weights: Weights = WEIGHTS) -> float:
    """The one of `boosts` that fades; both in seconds since 1970."""
    return weights.freshness * 0.5 ** max(0.0, (now - created) / 31_557_600)


def boost(kind: str, accepted: bool, official: bool, votes: int, created: float, now: datetime) -> float:
    """All of `boosts` as one factor; 1.0 for the plainest document."""
    return 1.0 + (lasting(kind, accepted, official, votes) + freshness(created, now.timestamp()))


def rarity(found: int, total: int) -> float:
    """How telling a word is that `found` of `total` documents hold (the idf of BM25); above 0."""
    return math.log(1.0 + (max(total, found) - found + 0.5) / (found + 0.5))
