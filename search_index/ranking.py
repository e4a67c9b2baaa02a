"""Every number that decides an order, in one table, and how a document's words get their weight.

Word weights are settled when a document is indexed (each posting holds one ready number), so changing a
weight marked *index* means a rebuild; `FORM` says which table an index was made with. Weights marked
*query* work at once.
"""

from __future__ import annotations

import math
from array import array
from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from search_index import analysis, tokens
from search_index.document import Document, Language


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
FORM = f"{analysis.FORM}.2"  # raise the last number with any weight marked "index"
LARGE_INDEX = 500  # documents; below it even frequent words cost nothing and may be all there is
MOST_WORDS = 16  # of a query are searched: the rarest
_FIELD_GAP = 20  # word positions between fields, so that no phrase spans two of them
_LAST_POSITION = 65_000


@dataclass(frozen=True, slots=True)
class Postings:
    """What one document contributes: key -> weight, and for raw keys also their positions."""

    lemmas: dict[str, float]
    raws: dict[str, float]
    positions: dict[str, array[int]]
    starts: frozenset[str]


def postings(document: Document, weights: Weights = WEIGHTS) -> Postings:
    """The keys of `document` with their BM25F term weights; `starts` are the raw words of its titles."""
    lemmas: defaultdict[str, float] = defaultdict(float)
    raws: defaultdict[str, float] = defaultdict(float)
    positions: defaultdict[str, array[int]] = defaultdict(_no_positions)
    starts: set[str] = set()
    offset = 0
    for name, text in _fields(document):
        words, count = _read(text, document.language)
        usual = getattr(weights, f"{name}_words")
        worth = getattr(weights, name) / (1 - weights.length + weights.length * count / usual)
        for raw, forms, place in words:
            raws[raw] += worth
            place += offset
            positions[raw].append(place if place < _LAST_POSITION else _LAST_POSITION)
            for form in forms:
                lemmas[form] += worth
        if name in ("title", "phrasings"):
            starts.update(raw for raw, _, _ in words)
        offset += count + _FIELD_GAP
    by_lemma, by_raw = (_saturated(each, weights.saturation) for each in (lemmas, raws))
    return Postings(by_lemma, by_raw, positions, frozenset(starts))


def _no_positions() -> array[int]:
    return array("H")


def _read(text: str, language: Language) -> tuple[list[tuple[str, tuple[str, ...], int]], int]:
    """(raw key, dictionary forms, position) of every word, as `analysis.words` gives them, and how many places."""
    words: list[tuple[str, tuple[str, ...], int]] = []
    place = 0
    for written in tokens.written(tokens.compose(text)):
        found, taken = analysis.placed(written, language)
        for raw, forms, further in found:
            words.append((raw, forms, place + further))
        place += taken
    return words, place


def _saturated(sums: dict[str, float], saturation: float) -> dict[str, float]:
    """Summed occurrences as a share of what endless ones would give: 0 < weight < 1."""
    return {key: worth / (worth + saturation) for key, worth in sums.items()}


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
    years = max(0.0, (now.timestamp() - created) / 31_557_600)
    return {
        "curated": weights.curated * (kind == "case"),
        "accepted": weights.accepted * accepted,
        "official": weights.official * official,
        "votes": weights.votes * math.copysign(math.log10(1 + abs(votes)), votes),
        "freshness": weights.freshness * 0.5**years,
    }


def boost(kind: str, accepted: bool, official: bool, votes: int, created: float, now: datetime) -> float:
    """All of `boosts` as one factor; 1.0 for the plainest document."""
    return 1.0 + sum(boosts(kind, accepted, official, votes, created, now).values())


def rarity(found: int, total: int) -> float:
    """How telling a word is that `found` of `total` documents hold (the idf of BM25); above 0."""
    return math.log(1.0 + (max(total, found) - found + 0.5) / (found + 0.5))
