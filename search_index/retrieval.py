"""Query -> results over a `Snapshot`: who may see, which filters hold, what is counted, in which order."""

from __future__ import annotations

import heapq
from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime

from search_index import ranking, scoring
from search_index.columns import Columns, Group
from search_index.document import Key
from search_index.engine import Hit, Results
from search_index.query import Parsed, Query, parse, slug
from search_index.scoring import Scores, Snapshot
from search_index.spelling import Sees

MOST_HITS = 1_000  # of one page
SIMILAR_WORDS = 9  # most telling words of a text that related things are sought by
SIMILAR_LEAST = 0.25  # share of their weight that a related thing must hold
TITLE_TIMES = 3.0  # a word of the title counts as much as so many in the body
LONGEST_TEXT = 4_000  # characters of a body read for related things


def search(snapshot: Snapshot, query: Query, now: datetime) -> Results:
    """One page of `query`. A text without any word lists what its filters leave, newest first."""
    parsed = parse(query.text, now)
    scores = scoring.score(snapshot, asked_words(parsed))
    wordless = not parsed.words.strip() and not parsed.phrases
    if wordless and not (parsed.filters or query.kinds or query.topics or query.language):
        return Results()
    found = list(snapshot.columns.living()) if wordless else _matching(snapshot, scores)
    found = _without(snapshot, parsed, found)
    results = _page(snapshot, query, parsed, scores, _with_phrases(snapshot, parsed, found), wordless)
    if results.total or not parsed.phrases:
        return results
    # Decided by what this reader sees: whether a phrase stands in hidden text must not show either.
    return replace(_page(snapshot, query, parsed, scores, found, wordless), loosened=True)


def asked_words(parsed: Parsed) -> list[scoring.Wanted]:
    """The words that a query is scored by: those of its phrases among them."""
    return scoring.wanted(" ".join((parsed.words, *parsed.phrases)))


def _matching(snapshot: Snapshot, scores: Scores) -> list[int]:
    """Documents that hold enough of the query's words."""
    least, share = scores.whole * ranking.WEIGHTS.least, scores.share
    return [number for number in scores.found if share[number] >= least]


def _with_phrases(snapshot: Snapshot, parsed: Parsed, found: list[int]) -> list[int]:
    for phrase in parsed.phrases:
        holding = scoring.holding_phrase(snapshot, phrase)
        found = [number for number in found if number in holding]
    return found


def _without(snapshot: Snapshot, parsed: Parsed, found: list[int]) -> list[int]:
    unwanted: set[int] = set()
    for text in parsed.without:
        seek = scoring.holding_phrase if " " in text.strip() else scoring.holding_word
        unwanted |= seek(snapshot, text)
    return [number for number in found if number not in unwanted] if unwanted else found


def _page(
    snapshot: Snapshot, query: Query, parsed: Parsed, scores: Scores, found: list[int], wordless: bool
) -> Results:
    columns = snapshot.columns
    allowed = _allowed_groups(columns, query.audiences, parsed, query.language)
    group = columns.group
    seen = [number for number in found if allowed[group[number]]]
    for test in _tests(columns, parsed, query):
        seen = [number for number in seen if test(number)]
    kinds = _count_kinds(columns, seen)
    if query.kinds or parsed.kinds:
        chosen = set(query.kinds or parsed.kinds) & set(parsed.kinds or query.kinds)
        wanted = [each.kind in chosen for each in columns.shared.groups.values]
        seen = [number for number in seen if wanted[group[number]]]
    facets = {"kind": kinds, "topic": _count_topics(columns, seen)}
    return Results(ordered(columns, query, scores, seen, wordless), len(seen), facets)


def _allowed_groups(
    columns: Columns, audiences: frozenset[str] | None, parsed: Parsed, language: str | None
) -> list[bool]:
    """By group number: whether documents of that group may be shown and counted at all."""

    def allows(group: Group) -> bool:
        return (
            (audiences is None or group.audience in audiences)
            and group.kind != ""
            and (language is None or group.language == language)
            and (parsed.language is None or group.language == parsed.language)
            and (parsed.status is None or group.state == parsed.status)
            and (parsed.accepted is None or group.accepted == parsed.accepted)
        )

    return [allows(group) for group in columns.shared.groups.values]


def _tests(columns: Columns, parsed: Parsed, query: Query) -> list[Callable[[int], bool]]:
    """The filters that differ from document to document."""
    tests: list[Callable[[int], bool]] = []
    topics = {slug(topic) for topic in (*query.topics, *parsed.topics)}
    if topics:
        holds = [topics.issubset(each) for each in columns.shared.topics.values]
        tests.append(lambda number: holds[columns.topics[number]])
    if parsed.author is not None:
        known = columns.shared.authors.values
        tests.append(lambda number: known[columns.author[number]] == parsed.author)
    for span, values in (
        (parsed.score, columns.votes), (parsed.answers, columns.answers), (parsed.created, columns.created),
    ):  # fmt: skip
        if span is not None:
            tests.append(lambda number, span=span, values=values: span.holds(values[number]))  # type: ignore[misc]
    return tests


def _count_kinds(columns: Columns, seen: list[int]) -> dict[str, int]:
    groups = columns.shared.groups.values
    counts: Counter[str] = Counter()
    for number, count in Counter(map(columns.group.__getitem__, seen)).items():
        counts[groups[number].kind] += count
    return dict(counts)


def _count_topics(columns: Columns, seen: list[int]) -> dict[str, int]:
    sets = columns.shared.topics.values
    counts: Counter[str] = Counter()
    for number, count in Counter(map(columns.topics.__getitem__, seen)).items():
        for topic in sets[number]:
            counts[topic] += count
    return dict(counts.most_common())


def ordered(columns: Columns, query: Query, scores: Scores, seen: list[int], wordless: bool) -> list[Hit]:
    """The asked page of `seen`; equals stand newest first, then by number, the same at every call."""
    created, votes = columns.created, columns.votes
    earned = _earned(columns, scores, seen)
    if query.sort == "newest" or (wordless and query.sort == "relevance"):
        keys = [(created[number], 0.0, number) for number in seen]
    elif query.sort == "votes":
        keys = [(float(votes[number]), created[number], number) for number in seen]
    else:
        keys = [(score, created[number], number) for score, number in zip(earned, seen, strict=True)]
    offset, limit = max(0, query.offset), max(0, min(query.limit, MOST_HITS))
    best = heapq.nlargest(offset + limit, keys)[offset:]
    by_number = dict(zip(seen, earned, strict=True))
    return [_hit(columns, number, by_number[number]) for _, _, number in best]


def _earned(columns: Columns, scores: Scores, seen: list[int]) -> list[float]:
    """Scores with what a document is (boost) and how much of the query it holds taken into account."""
    lost = ranking.WEIGHTS.all_words
    kept, per_share = 1.0 - lost, lost / (scores.whole or 1.0)
    by_document, share, boost = scores.by_document, scores.share, columns.boost
    return [by_document[n] * (kept + per_share * share[n]) * boost[n] for n in seen]


def share_factor(share: float, whole: float) -> float:
    """What holding `share` of a query's `whole` rarity makes of a score: 1.0 for all of it."""
    return 1.0 - ranking.WEIGHTS.all_words * (1.0 - share / (whole or 1.0))


def _hit(columns: Columns, number: int, score: float) -> Hit:
    kind = columns.shared.groups.values[columns.group[number]].kind
    return Hit(kind, columns.ids[number], round(score, 4))


def _best(
    snapshot: Snapshot, scores: Scores, found: Iterable[int], query: Query, exclude: Key | None = None
) -> list[Hit]:
    """The visible ones of `found` of the wanted kinds, best first, `query.limit` of them."""
    columns = snapshot.columns
    allowed = _allowed_groups(columns, query.audiences, Parsed(), None)
    groups = columns.shared.groups.values
    if query.kinds:
        pairs = zip(allowed, groups, strict=False)
        allowed = [may and group.kind in query.kinds for may, group in pairs]
    seen = [number for number in found if allowed[columns.group[number]]]
    if exclude is not None:
        seen = [n for n in seen if (groups[columns.group[n]].kind, columns.ids[n]) != tuple(exclude)]
    return ordered(columns, query, scores, seen, wordless=False)


def similar(snapshot: Snapshot, title: str, body: str, query: Query, exclude: Key | None) -> list[Hit]:
    """Things that share the most telling words of a title and body; `query` gives sight, kinds and limit."""
    return related(snapshot, similar_words(title, body), query, exclude)


def similar_words(title: str, body: str) -> list[scoring.Wanted]:
    """What related things are sought by: the words of both, those of the title several times."""
    counted: dict[str, scoring.Wanted] = {}
    for times, text in ((TITLE_TIMES, title), (1.0, body[:LONGEST_TEXT])):
        for word in scoring.wanted(text):
            before = counted[word.raw].times if word.raw in counted else 0.0
            counted[word.raw] = word._replace(times=min(before + times * word.times, 2 * TITLE_TIMES))
    return list(counted.values())


def related(snapshot: Snapshot, words: Iterable[scoring.Wanted], query: Query, exclude: Key | None) -> list[Hit]:
    """Things that hold enough of the most telling of `words`, best first."""
    scores = scoring.score(snapshot, words, SIMILAR_WORDS)
    least = scores.whole * SIMILAR_LEAST
    found = [number for number in scores.found if scores.share[number] >= least]
    return _best(snapshot, scores, found, query, exclude)


def sees(snapshot: Snapshot, audiences: frozenset[str] | None) -> Sees:
    """Whether a document that the reader may see holds a key: the judge of what `spelling` may offer."""
    group = snapshot.columns.group
    allowed = _allowed_groups(snapshot.columns, audiences, Parsed(), None)
    return lambda space, key: any(allowed[group[number]] for number in snapshot.postings(space, key)[0])
