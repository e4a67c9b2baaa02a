"""The counts beside the hits of a tantivy index: one pass over all that was found, two where something is chosen."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from itertools import compress, pairwise
from typing import Any

import tantivy

from search_index import narrowing
from search_index.engines.tantivy_asking import Clause, between, of_groups, without_score
from search_index.engines.tantivy_snapshot import TantivySnapshot
from search_index.engines.tantivy_store import micros
from search_index.narrowing import Counts
from search_index.query import Query

_MOST = 10_000  # groups or topics counted in one answer
_GROUPS = {"terms": {"field": "group", "size": _MOST}}
_TOPICS = {"terms": {"field": "topic", "size": _MOST}}


def count(
    snapshot: TantivySnapshot, query: Query, clauses: list[Clause], now: datetime
) -> tuple[int, dict[str, Counts]]:
    """How many hits the choices of `query` leave of what `clauses` find, and `Results.facets`."""
    span = narrowing.span_of(query.age, now)
    aged = clauses if span is None else [*clauses, without_score(between(snapshot, "created", span))]
    fits = narrowing.chosen(snapshot.facts, query)
    if all(compress(fits, _known(snapshot))) and span is None:
        counted = _aggregate(snapshot, clauses, {"group": _GROUPS, "topic": _TOPICS, "date": _dates(now)})
        sizes, topics, dates = _sizes(snapshot, counted["group"]), _counts(counted["topic"]), counted["date"]
    else:
        counted = _aggregate(snapshot, aged, {"group": _GROUPS | {"aggs": {"topic": _TOPICS}}})
        sizes = _sizes(snapshot, counted["group"])
        topics = Counter()
        for bucket in counted["group"]["buckets"]:
            if fits[snapshot.numbers[bucket["key"]]]:
                topics.update(_counts(bucket["topic"]))
        kept = of_groups(snapshot, fits)
        dates = (
            _aggregate(snapshot, [*clauses, *(kept or [])], {"date": _dates(now)})["date"] if kept is not None else None
        )
    total = sum(size for number, size in sizes.items() if fits[number])
    facets = narrowing.by_group(snapshot.facts, query, sizes)
    facets["topic"] = dict(topics.most_common())
    facets["date"] = _ages(dates)
    return total, facets


def choices(snapshot: TantivySnapshot, query: Query, now: datetime) -> list[Clause]:
    """What is chosen beside the text, for a query that is known to find something."""
    span = narrowing.span_of(query.age, now)
    aged = [] if span is None else [without_score(between(snapshot, "created", span))]
    return [*(of_groups(snapshot, narrowing.chosen(snapshot.facts, query)) or []), *aged]


def _known(snapshot: TantivySnapshot) -> list[bool]:
    return [number in snapshot.groups for number in range(len(snapshot.shared.groups.values))]


def _aggregate(snapshot: TantivySnapshot, clauses: list[Clause], wanted: dict[str, Any]) -> dict[str, Any]:
    return snapshot.searcher.aggregate(tantivy.Query.boolean_query(clauses), wanted)


def _sizes(snapshot: TantivySnapshot, counted: dict[str, Any]) -> dict[int, int]:
    """Group number -> documents."""
    return {snapshot.numbers[bucket["key"]]: int(bucket["doc_count"]) for bucket in counted["buckets"]}


def _counts(counted: dict[str, Any]) -> Counter[str]:
    return Counter({bucket["key"]: int(bucket["doc_count"]) for bucket in counted["buckets"]})


def _dates(now: datetime) -> dict[str, Any]:
    edges = [None, *map(micros, narrowing.edges(now)), None]
    ranges = [
        {"key": str(number)} | ({} if low is None else {"from": low}) | ({} if high is None else {"to": high})
        for number, (low, high) in enumerate(pairwise(edges))
    ]
    return {"range": {"field": "created", "ranges": ranges}}


def _ages(counted: dict[str, Any] | None) -> Counts:
    if counted is None:
        return {}
    sizes = {bucket["key"]: int(bucket["doc_count"]) for bucket in counted["buckets"]}
    older, *within = (sizes.get(str(number), 0) for number in range(4))
    since = [sum(within[number:]) for number in range(3)]
    return narrowing.ages(older + since[0], since)
