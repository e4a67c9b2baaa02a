"""How well and how quickly an engine finds, on a judged set: the figures each weight must defend itself by."""

from __future__ import annotations

import math
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from statistics import quantiles
from typing import TypeVar

from search_index.engine import SearchEngine
from search_index.judged import JudgedSet
from search_index.query import Query

DEPTH = 10
T = TypeVar("T")
Progress = Callable[[str, int, int], None]


def _quietly(what: str, done: int, total: int) -> None:
    """The progress of those who do not watch."""


def evaluate(engine: SearchEngine, judged_set: JudgedSet, progress: Progress = _quietly) -> dict[str, float]:
    """Fill `engine` with the set and ask every query: qualities 0…1, CPU ms, documents a CPU second.

    `progress` is called with "documents" or "queries", how many are done and how many there are.
    """
    began = time.process_time()
    engine.rebuild(_told(judged_set.documents, "documents", len(judged_set.documents), progress))
    indexing = time.process_time() - began
    sums: dict[str, float] = defaultdict(float)
    spent: list[float] = []
    queries = judged_set.queries
    for number, text in _told(queries.items(), "queries", len(queries), progress):
        began = time.process_time()
        results = engine.search(Query(text, frozenset({"public"}), limit=DEPTH))
        spent.append((time.process_time() - began) * 1000)
        for name, value in measures([hit.id for hit in results.hits], judged_set.judged[number]).items():
            sums[name] += value
    cuts = quantiles([*spent, *spent], n=20, method="inclusive")
    return {name: round(value / len(spent), 4) for name, value in sums.items()} | {
        "cpu_ms_p50": round(cuts[9], 3),
        "cpu_ms_p95": round(cuts[18], 3),
        "docs_per_cpu_s": round(len(judged_set.documents) / max(indexing, 1e-9), 1),
    }


def _told(things: Iterable[T], what: str, total: int, progress: Progress) -> Iterator[T]:
    for done, thing in enumerate(things):
        progress(what, done, total)
        yield thing
    progress(what, total, total)


def measures(found: list[int], judged: dict[int, float]) -> dict[str, float]:
    """MRR, hit and nDCG of the first ten of one answer (gain 2^relevance - 1)."""
    places = [place for place, number in enumerate(found[:DEPTH]) if judged.get(number, 0) > 0]
    gained = sum(_gain(judged.get(number, 0), place) for place, number in enumerate(found[:DEPTH]))
    ideal = sorted(judged.values(), reverse=True)[:DEPTH]
    best = sum(_gain(grade, place) for place, grade in enumerate(ideal))
    return {
        "mrr@10": 1 / (places[0] + 1) if places else 0.0,
        "hit@10": float(bool(places)),
        "ndcg@10": gained / best if best else 0.0,
    }


def _gain(relevance: float, place: int) -> float:
    return (2**relevance - 1) / math.log2(place + 2)
