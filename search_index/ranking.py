"""Every number that decides an order, in one table, and how a document's words get their weight.

Word weights are settled when a document is indexed (each posting holds one ready number), so changing a
weight marked *index* means a rebuild; `FORM` says which table an index was made with. Weights marked
*query* work at once.
"""

from __future__ import annotations

import math
from array import array
from bisect import insort
from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import chain
from operator import itemgetter

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
FORM = f"{analysis.FORM}.5"  # raise the last number with any weight marked "index", or the way an engine stores them
LARGE_INDEX = 500  # documents; below it even frequent words cost nothing and may be all there is
MOST_WORDS = 16  # of a query are searched: the rarest
_FIELD_GAP = 20  # word positions between fields, so that no phrase spans two of them
_LAST_POSITION = 65_000
_SPOKEN, _WHOLES, _FORMS, _WRITTEN = map(itemgetter, range(4))  # of an `analysis.Reading`


@dataclass(frozen=True, slots=True)
class Postings:
    """What one document contributes: key -> weight; the raw keys of titles; for each field the position of its first
    word and its raw keys, one after another; the whole of each compound with its position; the tokens as written of its
    titles and of all else."""

    lemmas: dict[str, float]
    raws: dict[str, float]
    starts: frozenset[str]
    runs: list[tuple[int, list[str]]]
    asides: list[tuple[str, int]]
    titles: list[str]
    others: list[str]

    def positions(self) -> dict[str, bytes]:
        """Raw key -> its word positions, ascending, two bytes each as in an `array` of "H"."""
        found: dict[str, list[int]] = {raw: [] for raw in self.raws}
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
    starts: set[str] = set()
    runs: list[tuple[int, list[str]]] = []
    asides: list[tuple[str, int]] = []
    titles: list[str] = []
    others: list[str] = []
    offset = 0
    for name, text in _fields(document):
        found = analysis.readings(text, document.language)
        run = list(chain.from_iterable(map(_SPOKEN, found)))
        wholes = _wholes(found, offset) if any(map(_WHOLES, found)) else []
        written = [*run, *(whole for whole, _ in wholes)] if wholes else run
        usual = getattr(weights, f"{name}_words")
        worth = getattr(weights, name) / (1 - weights.length + weights.length * len(run) / usual)
        raws.append((Counter(written), worth))
        lemmas.append((Counter(chain.from_iterable(map(_FORMS, found))), worth))
        entitles = name in ("title", "phrasings")
        (titles if entitles else others).extend(chain.from_iterable(map(_WRITTEN, found)))
        if entitles:
            starts.update(written)
        runs.append((offset, run))
        asides += wholes
        offset += len(run) + _FIELD_GAP
    by_lemma, by_raw = (_weighed(each, weights.saturation) for each in (lemmas, raws))
    return Postings(by_lemma, by_raw, frozenset(starts), runs, asides, titles, others)


def _wholes(found: list[analysis.Reading], offset: int) -> list[tuple[str, int]]:
    """The wholes of compounds, each with the position of its first part."""
    placed: list[tuple[str, int]] = []
    for reading in found:
        placed += [(whole, offset + place) for whole, place in reading.wholes]
        offset += len(reading.spoken)
    return placed


def _weighed(fields: list[tuple[Counter[str], float]], saturation: float) -> dict[str, float]:
    """Occurrences of each key, each worth what its field is, as a share of what endless ones would give: above 0, below
    1. Begun with the last field, which is mostly the longest: what stands there alone is settled at once."""
    *others, (counts, worth) = fields
    shares = {count: count * worth / (count * worth + saturation) for count in {*counts.values()}}
    weights = {key: shares[count] for key, count in counts.items()}
    sums: dict[str, float] = {}
    for more, each in others:
        for key, count in more.items():
            sums[key] = (sums[key] if key in sums else counts.get(key, 0) * worth) + count * each
    for key, total in sums.items():
        weights[key] = total / (total + saturation)
    return weights


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
