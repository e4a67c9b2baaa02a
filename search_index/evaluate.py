"""How well and how quickly an engine finds, on a judged set: the figures each weight must defend itself by.

A set is a folder of `corpus.jsonl` {id, title, text}, `queries.jsonl` {id, text} and `qrels.tsv`
(query_id, doc_id, relevance).
"""

from __future__ import annotations

import csv
import json
import math
import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from statistics import quantiles

from search_index.analysis import detect_language
from search_index.document import Document, Language
from search_index.engine import SearchEngine
from search_index.query import Query

DEPTH = 10
_EPOCH = datetime(2024, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class JudgedSet:
    """`judged[query id][document number]` is the relevance, above 0 where relevant."""

    documents: list[Document]
    queries: dict[str, str]
    judged: dict[str, dict[int, float]]


def load(folder: Path, language: Language | None = None) -> JudgedSet:
    """Read a set; documents are questions numbered in order. Raises OSError, ValueError, KeyError."""
    numbers: dict[str, int] = {}
    documents = []
    for line in _lines(folder / "corpus.jsonl"):
        numbers[line["id"]] = len(numbers) + 1
        spoken = language or detect_language(f"{line['title']} {line['text']}")
        number, title, body = numbers[line["id"]], line["title"], line["text"]
        documents.append(Document("question", number, title, body, spoken, "public", _EPOCH, _EPOCH))
    judged: dict[str, dict[int, float]] = defaultdict(dict)
    with (folder / "qrels.tsv").open(encoding="utf-8", newline="") as file:
        for entry in csv.DictReader(file, delimiter="\t"):
            if float(entry["relevance"]) > 0 and entry["doc_id"] in numbers:
                judged[entry["query_id"]][numbers[entry["doc_id"]]] = float(entry["relevance"])
    queries = {line["id"]: line["text"] for line in _lines(folder / "queries.jsonl") if line["id"] in judged}
    return JudgedSet(documents, queries, judged)


def _lines(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def evaluate(engine: SearchEngine, judged_set: JudgedSet) -> dict[str, float]:
    """Fill `engine` with the set and ask every query: qualities 0…1, CPU ms, documents a CPU second."""
    began = time.process_time()
    engine.rebuild(judged_set.documents)
    indexing = time.process_time() - began
    sums: dict[str, float] = defaultdict(float)
    spent: list[float] = []
    for number, text in judged_set.queries.items():
        began = time.process_time()
        results = engine.search(Query(text, frozenset({"public"}), limit=DEPTH))
        spent.append((time.process_time() - began) * 1000)
        for name, value in measures([hit.id for hit in results.hits], judged_set.judged[number]).items():
            sums[name] += value
    figures = {name: round(value / len(spent), 4) for name, value in sums.items()}
    cuts = quantiles(spent, n=20)
    return figures | {
        "cpu_ms_p50": round(cuts[9], 3),
        "cpu_ms_p95": round(cuts[18], 3),
        "docs_per_cpu_s": round(len(judged_set.documents) / max(indexing, 1e-9), 1),
    }


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
