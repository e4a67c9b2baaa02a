"""Which of the documents found are shown, and what is counted beside them.

What many documents share is decided once per group (see `columns`), so that counting costs little more than finding.
Whatever the reader may not see is gone before anything is counted.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from search_index.columns import Columns, Group
from search_index.operators import Span
from search_index.query import Age, Parsed, Query, slug

if TYPE_CHECKING:
    from search_index.scoring import Sees, Snapshot

Counts = dict[str, int]
_KEPT_SIGHTS = 512  # kinds of readers
_FACETS = ("kind", "language", "state", "accepted")  # what groups differ in
_DAYS = {"week": 7, "month": 30, "year": 365}


class Narrowed(NamedTuple):
    """Numbers of the documents that are shown, and the counts of `Results.facets`."""

    numbers: list[int]
    facets: dict[str, Counts]


def narrow(columns: Columns, query: Query, parsed: Parsed, found: list[int], now: datetime) -> Narrowed:
    """What of `found` the reader sees under all operators and choices, with counts of what else may be chosen."""
    seen = _seen(columns, query, parsed, found)
    span = span_of(query.age, now)
    aged = seen if span is None else [number for number in seen if span.holds(columns.created[number])]
    kept = _chosen(columns, query, aged)
    facets = by_group(columns, query, Counter(map(columns.group.__getitem__, aged)))
    facets["topic"] = _topics(columns, kept)
    facets["date"] = _ages(columns, kept if span is None else _chosen(columns, query, seen), now)
    return Narrowed(kept, facets)


def sight(columns: Columns, audiences: frozenset[str] | None) -> list[bool]:
    """By group number: whether somebody who holds `audiences` may meet documents of that group at all. Kept, as each
    search asks for it several times: not to be changed."""
    groups, kept = columns.shared.groups.values, columns.shared.sights
    known = kept.get(audiences)
    if known is None or len(known) < len(groups):
        if len(kept) >= _KEPT_SIGHTS:
            kept.clear()
        known = kept[audiences] = _sight(groups, audiences)
    return known


def _sight(groups: Sequence[Group], audiences: frozenset[str] | None) -> list[bool]:
    begins = tuple(token[:-1] for token in audiences or () if token.endswith("*"))

    def seen(group: Group) -> bool:
        if not group.kind:
            return False
        return audiences is None or group.audience in audiences or group.audience.startswith(begins)

    return [seen(group) for group in groups]


def seeing(snapshot: Snapshot, audiences: frozenset[str] | None) -> Sees:
    """What tells whether a key stands in something that a reader of `audiences` may see."""
    group, allowed = snapshot.columns.group, sight(snapshot.columns, audiences)
    return lambda space, key: any(allowed[group[number]] for number in snapshot.postings(space, key)[0])


def span_of(age: Age, now: datetime) -> Span | None:
    """The seconds since 1970 between which things of an age were made."""
    if not age:
        return None
    then = now.timestamp() - _DAYS.get(age, _DAYS["year"]) * 86_400
    return Span(then) if age in _DAYS else Span(None, then)


def _seen(columns: Columns, query: Query, parsed: Parsed, found: list[int]) -> list[int]:
    """What sight, the operators of the text and the chosen topics leave."""
    seen = _of_groups(columns, found, meant(columns, query, parsed))
    for test in _tests(columns, query, parsed):
        seen = [number for number in seen if test(number)]
    return seen


def meant(columns: Columns, query: Query, parsed: Parsed) -> list[bool]:
    """By group number: what sight and the operators of the text leave."""
    may = sight(columns, query.audiences)
    if not parsed.filters:
        return may
    return [seen and _fits(group, parsed) for seen, group in zip(may, columns.shared.groups.values, strict=False)]


def _fits(group: Group, parsed: Parsed) -> bool:
    """Only a question can be answered: whoever asks for answers means questions."""
    asks = parsed.accepted is not None or parsed.answers is not None
    return (
        (not parsed.kinds or group.kind in parsed.kinds)
        and (not parsed.languages or group.language in parsed.languages)
        and (not parsed.states or group.state in parsed.states)
        and (not asks or group.kind == "question")
        and (parsed.accepted is None or group.accepted == parsed.accepted)
    )


def _tests(columns: Columns, query: Query, parsed: Parsed) -> list[Callable[[int], bool]]:
    """The filters that differ from document to document."""
    tests: list[Callable[[int], bool]] = []
    if topics := {slug(topic) for topic in (*query.topics, *parsed.topics)}:
        tests.append(_test(columns.topics, [topics.issubset(each) for each in columns.shared.topics.values]))
    if parsed.without_topics:
        kept = [not {*parsed.without_topics}.intersection(each) for each in columns.shared.topics.values]
        tests.append(_test(columns.topics, kept))
    if parsed.authors:
        tests.append(_test(columns.author, [each in parsed.authors for each in columns.shared.authors.values]))
    for span, values in (
        (parsed.score, columns.votes), (parsed.answers, columns.answers), (parsed.created, columns.created),
    ):  # fmt: skip
        if span is not None:
            tests.append(lambda number, span=span, values=values: span.holds(values[number]))  # type: ignore[misc]
    return tests


def _test(numbers: Sequence[int], holds: list[bool]) -> Callable[[int], bool]:
    return lambda number: holds[numbers[number]]


def chosen(columns: Columns, query: Query, but: str = "") -> list[bool]:
    """By group number: whether it fits the choices, that of the facet `but` left aside."""
    if not (query.kinds or query.languages or query.states) and query.accepted is None:
        return [True] * len(columns.shared.groups.values)

    def fits(group: Group) -> bool:
        return (
            (but == "kind" or not query.kinds or group.kind in query.kinds)
            and (but == "language" or not query.languages or group.language in query.languages)
            and (but == "state" or not query.states or group.state in query.states)
            and (but == "accepted" or query.accepted is None or _accepted(group) == query.accepted)
        )

    return [fits(group) for group in columns.shared.groups.values]


def _accepted(group: Group) -> bool | None:
    """None for what cannot be answered."""
    return group.accepted if group.kind == "question" else None


def _chosen(columns: Columns, query: Query, numbers: list[int]) -> list[int]:
    if not (query.kinds or query.languages or query.states) and query.accepted is None:
        return numbers
    return _of_groups(columns, numbers, chosen(columns, query))


def _of_groups(columns: Columns, numbers: list[int], wanted: list[bool]) -> list[int]:
    group = columns.group
    return [number for number in numbers if wanted[group[number]]]


def by_group(columns: Columns, query: Query, sizes: Mapping[int, int]) -> dict[str, Counts]:
    """Counts of the facets that are facts of groups, each without its own choice; `sizes` counts by group number."""
    facts = _facts(columns)
    facets: dict[str, Counts] = {}
    for place, name in enumerate(_FACETS):
        fits = chosen(columns, query, but=name)
        counts: Counts = {}
        for number, size in sizes.items():
            if fits[number] and (value := facts[number][place]):
                counts[value] = counts.get(value, 0) + size
        facets[name] = counts
    return facets


def _facts(columns: Columns) -> list[tuple[str, ...]]:
    """By group number: what it adds to each of `_FACETS`."""
    shared, groups = columns.shared, columns.shared.groups.values
    facts = shared.facets
    if len(facts) < len(groups):
        said = {True: "yes", False: "no", None: ""}
        facts = shared.facets = [(each.kind, each.language, each.state, said[_accepted(each)]) for each in groups]
    return facts  # not what another thread kept meanwhile, which may be of fewer groups


def _topics(columns: Columns, numbers: list[int]) -> Counts:
    counts: Counter[str] = Counter()
    for each, count in Counter(map(columns.topics.__getitem__, numbers)).items():  # documents share sets of topics
        for topic in columns.shared.topics.values[each]:
            counts[topic] += count
    return dict(counts.most_common())


def _ages(columns: Columns, numbers: list[int], now: datetime) -> Counts:
    left = list(map(columns.created.__getitem__, numbers))
    within: list[int] = []
    for since in edges(now):
        left = [created for created in left if created >= since]
        within.append(len(left))
    return ages(len(numbers), within)


def edges(now: datetime) -> list[float]:
    """Since when something was made within the last year, month, week; in seconds since 1970."""
    return [now.timestamp() - _DAYS[age] * 86_400 for age in ("year", "month", "week")]


def ages(total: int, within: Sequence[int]) -> Counts:
    """How many were made within each of `edges`, and how many before all of them."""
    counts = dict(zip(("year", "month", "week"), within, strict=True)) | {"older": total - within[0]}
    return {age: counts[age] for age in ("week", "month", "year", "older") if counts[age]}
