"""Query -> results over a `Snapshot`: who may see, which filters hold, what is counted, in which order."""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime

from search_index import lacking, ranking, scoring
from search_index.columns import Columns
from search_index.document import Key
from search_index.engine import Hit, Results
from search_index.lacking import Lacking
from search_index.narrowing import narrow, seeing, sight
from search_index.query import Parsed, Query, parse
from search_index.scoring import Scores, Snapshot, Wanted

MOST_HITS = 1_000  # of one page
SIMILAR_WORDS = 9  # most telling words of a text that related things are sought by
SIMILAR_LEAST = 0.25  # share of their weight that a related thing must hold
TITLE_TIMES = 3.0  # a word of the title counts as much as so many in the body
FEW = 50  # hits that are as soon put in order as looked through for the best
LONGEST_TEXT = 4_000  # characters of a body read for related things
_NONE: Mapping[int, float] = {}


def search(snapshot: Snapshot, query: Query, now: datetime) -> Results:
    """One page of `query`. A text without any word lists what its filters leave, newest first."""
    parsed = parse(query.text, now)
    heard = lacking.heard(asked_text(parsed))
    words = asked_words(query, parsed, heard)
    sees = None if query.audiences is None else seeing(snapshot, query.audiences)
    scores = scoring.score(snapshot, words, sees=sees)
    wordless = not parsed.words.strip() and not parsed.phrases
    if wordless and not (parsed.filters or query.narrowed):
        return Results()
    found = list(snapshot.columns.living()) if wordless else _matching(snapshot, scores)
    found = _without(snapshot, parsed, found)

    picked = _picked(snapshot, query)
    lacks = Lacking(lacking.demands(heard, words, scores.worths, snapshot, sees), snapshot, scores)

    def page(numbers: list[int]) -> Results:
        if picked:
            numbers = [*picked, *(number for number in numbers if number not in picked)]
        shown = narrow(snapshot.columns, query, parsed, numbers, now)
        hits = ordered(snapshot.columns, query, scores, shown.numbers, wordless, picked, lacks)
        partial = _partial(lacks, hits, shown.numbers, picked)
        mended = tuple(word for _, word in query.mended)
        return Results(hits, len(shown.numbers), shown.facets, mended=mended, partial=partial)

    results = page(_with_phrases(snapshot, parsed, found))
    if results.total or not parsed.phrases:
        return results
    # Decided by what this reader sees: whether a phrase stands in hidden text must not show either.
    return replace(page(found), loosened=True)


def _partial(lacks: Lacking, hits: list[Hit], shown: list[int], picked: Mapping[int, float]) -> bool:
    """See `Results.partial`. Mostly a hit of the page tells; else all that is shown is asked."""
    if not shown or any(not hit.missing for hit in hits):
        return False
    return picked.keys().isdisjoint(shown) and lacks.is_in_all(shown)


def asked_text(parsed: Parsed) -> str:
    """The words and phrases that a query is searched by."""
    return " ".join((parsed.words, *parsed.phrases))


def asked_words(query: Query, parsed: Parsed, heard: lacking.Heard) -> list[Wanted]:
    """The words that a query is scored by, those of its phrases among them, with what stands in for them; what is quoted
    is meant as written. `heard` is `asked_text`, read."""
    words = scoring.counted(heard.words)
    if query.synonyms:
        words = query.synonyms.expand(words, parsed.words)
    return _with_mended(query, words) if query.mended else words


def _with_mended(query: Query, words: list[Wanted]) -> list[Wanted]:
    """A word for which there are synonyms was not mistyped."""
    meant = {raw: tuple(scoring.wanted(word)[:1]) for raw, word in query.mended}
    return [
        word._replace(instead=(meant[word.raw],)) if word.raw in meant and not word.instead else word for word in words
    ]


def _matching(snapshot: Snapshot, scores: Scores) -> list[int]:
    """Documents that hold enough of the query's words."""
    least, share = scores.whole * ranking.WEIGHTS.least, scores.share
    if scores.smallest >= least:  # any one word is enough
        return list(scores.found)
    return [number for number in scores.found if share[number] >= least]


def _with_phrases(snapshot: Snapshot, parsed: Parsed, found: list[int]) -> list[int]:
    for phrase in parsed.phrases:
        holding = scoring.holding_phrase(snapshot, phrase)
        found = [number for number in found if number in holding]
    return found


def _without(snapshot: Snapshot, parsed: Parsed, found: list[int]) -> list[int]:
    unwanted: set[int] = set()
    for text in parsed.without:
        unwanted |= scoring.holding_word(snapshot, text)
    for text in parsed.without_phrases:
        unwanted |= scoring.holding_phrase(snapshot, text)
    return [number for number in found if number not in unwanted] if unwanted else found


def _picked(snapshot: Snapshot, query: Query) -> dict[int, float]:
    """Document number -> place, the greatest first, of those things of `query.first` that are indexed."""
    numbers = [number for key in query.first if (number := snapshot.number(key)) is not None]
    return {number: float(len(numbers) - place) for place, number in enumerate(numbers)}


def ordered(
    columns: Columns, query: Query, scores: Scores, seen: list[int], wordless: bool,
    picked: Mapping[int, float] = _NONE, lacks: Lacking | None = None,
) -> list[Hit]:  # fmt: skip
    """The asked page of `seen`; equals stand newest first, then by number, the same at every call. What was picked lacks
    nothing: people chose it for these very words."""
    created = columns.created
    earned = _earned(columns, scores, seen)
    if query.sort == "newest" or (wordless and query.sort == "relevance"):
        first: Iterable[float] = map(created.__getitem__, seen)
    elif query.sort == "votes":
        first = map(columns.votes.__getitem__, seen)
    else:
        first = earned
        if picked:
            most = max(earned, default=0.0)
            pairs = zip(earned, seen, strict=True)
            first = [most + picked[number] if number in picked else score for score, number in pairs]
    offset, limit = max(0, query.offset), max(0, min(query.limit, MOST_HITS))
    keys = [
        (key, created[number], number, score) for key, number, score in _best_of(first, seen, earned, offset + limit)
    ]
    page = sorted(keys, reverse=True)[offset : offset + limit]
    return [
        _hit(columns, number, score, () if lacks is None or number in picked else lacks.of(number))
        for *_, number, score in page
    ]


def _best_of(
    first: Iterable[float], seen: list[int], earned: list[float], most: int
) -> Iterable[tuple[float, int, float]]:
    """What may be among the `most` best by the `first` key: plain numbers are compared much quicker than tuples."""
    keys = list(first)
    if most < 1 or len(keys) <= max(most, FEW):
        return zip(keys, seen, earned, strict=True)
    least = heapq.nlargest(most, keys)[-1]
    return (each for each in zip(keys, seen, earned, strict=True) if each[0] >= least)


def _earned(columns: Columns, scores: Scores, seen: list[int]) -> list[float]:
    """Scores with what a document is (boost) and how much of the query it holds taken into account."""
    lost = ranking.WEIGHTS.all_words
    kept, per_share = 1.0 - lost, lost / (scores.whole or 1.0)
    by_document, share, boost = scores.by_document, scores.share, columns.boost
    return [by_document[n] * (kept + per_share * share[n]) * boost[n] for n in seen]


def share_factor(share: float, whole: float) -> float:
    """What holding `share` of a query's `whole` rarity makes of a score: 1.0 for all of it."""
    return 1.0 - ranking.WEIGHTS.all_words * (1.0 - share / (whole or 1.0))


def _hit(columns: Columns, number: int, score: float, missing: tuple[str, ...]) -> Hit:
    kind = columns.shared.groups.values[columns.group[number]].kind
    return Hit(kind, columns.ids[number], round(score, 4), missing)


def _best(
    snapshot: Snapshot, scores: Scores, found: Iterable[int], query: Query, exclude: Key | None = None
) -> list[Hit]:
    """The visible ones of `found` of the wanted kinds, best first, `query.limit` of them."""
    columns = snapshot.columns
    allowed = sight(columns, query.audiences)
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
    sees = None if query.audiences is None else seeing(snapshot, query.audiences)
    return related(snapshot, similar_words(title, body), query, exclude, sees)


def similar_words(title: str, body: str) -> list[scoring.Wanted]:
    """What related things are sought by: the words of both, those of the title several times."""
    counted: dict[str, scoring.Wanted] = {}
    for times, text in ((TITLE_TIMES, title), (1.0, body[:LONGEST_TEXT])):
        for word in scoring.wanted(text):
            before = counted[word.raw].times if word.raw in counted else 0.0
            counted[word.raw] = word._replace(times=min(before + times * word.times, 2 * TITLE_TIMES))
    return list(counted.values())


def related(
    snapshot: Snapshot,
    words: Iterable[scoring.Wanted],
    query: Query,
    exclude: Key | None,
    sees: scoring.Sees | None = None,
) -> list[Hit]:
    """Things that hold enough of the most telling of `words`, best first."""
    scores = scoring.score(snapshot, words, SIMILAR_WORDS, sees)
    least = scores.whole * SIMILAR_LEAST
    found = [number for number in scores.found if scores.share[number] >= least]
    return _best(snapshot, scores, found, query, exclude)
