"""Questions to a tantivy index: it finds, narrows and counts; the order of the first hits is our own ranking's.

Tantivy proposes hits in stretches of `STRETCH` by its own score, which is near to ours; within a stretch
`scoring.score` decides, over the weights stored with each document. Stretches are the same whatever page is asked
for, so that pages join.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime
from itertools import chain
from operator import and_
from typing import NamedTuple

import tantivy

from search_index import lacking, narrowing, ranking, retrieval, scoring, suggesting
from search_index.document import Key
from search_index.engine import Hit, Results
from search_index.engines import tantivy_asking as asking
from search_index.engines import tantivy_counting
from search_index.engines.foldered import damage_is_unavailable
from search_index.engines.tantivy_asking import Clause
from search_index.engines.tantivy_snapshot import MUST, MUST_NOT, Reader, Sample, TantivySnapshot
from search_index.query import Query, parse
from search_index.scoring import Sees, Space, Wanted
from search_index.wordbook import Vocabulary

MOST_SEEN = 8_192  # keys of which a generation remembers whether readers of certain audiences meet them
MOST_READERS = 512  # kinds of readers
STRETCH = 24  # the first ten of our own ranking are among them in .985 of the cases (docs/search.md)
_DECLARED = {"newest": "created", "votes": "by_votes"}


@damage_is_unavailable
def search(snapshot: TantivySnapshot, query: Query, now: datetime) -> Results:
    """See `retrieval.search`: the same question, the same answer."""
    parsed = parse(query.text, now)
    wordless = not parsed.words.strip() and not parsed.phrases
    heard = lacking.heard(retrieval.asked_text(parsed))
    searched = retrieval.asked_words(query, parsed, heard)
    seen = None if query.audiences is None else sees(snapshot, query.audiences)
    telling = scoring.telling(snapshot, searched, sees=seen)
    groups = asking.of_groups(snapshot, narrowing.meant(snapshot.facts, query, parsed))
    if groups is None or not (parsed.filters or query.narrowed if wordless else telling or query.first):
        return Results()
    if wordless and query.sort == "relevance":
        query = replace(query, sort="newest")
    kept = [*groups, *asking.facts(snapshot, query, parsed)]
    words = _words(snapshot, telling, wordless)
    demands = lacking.demands(heard, searched, telling, snapshot, seen)
    asked = _Asked(query, telling, *words, kept, asking.picked(snapshot, query), demands, now)
    without = asking.unwanted(snapshot, parsed)
    phrases = [asking.without_score(asking.phrase(snapshot, text)) for text in parsed.phrases]
    results = _page(snapshot, asked, [*without, *phrases])
    if results.total or not parsed.phrases:
        return results
    # Decided by what this reader sees: whether a phrase stands in hidden text must not show either.
    return replace(_page(snapshot, asked, without), loosened=True)


def _words(
    snapshot: TantivySnapshot, telling: Sequence[Wanted], wordless: bool
) -> tuple[tantivy.Query, tantivy.Query | None]:
    """See `_Asked.found` and `_Asked.scored`."""
    if wordless:
        return tantivy.Query.all_query(), None
    enough = asking.enough(snapshot, telling, ranking.WEIGHTS.least)
    scored = asking.words(snapshot, telling)
    if enough is None:
        return asking.any_word(snapshot, telling), scored
    return enough, tantivy.Query.boolean_query([(MUST, scored), asking.without_score(enough)])


class _Asked(NamedTuple):
    """A query as read against one generation. `found` is what its words find, for counting, and `scored` the same with
    the likeliest best first, which takes longer; `kept` is what sight and the filters of the text leave, `picked` the
    things of `Query.first`, `demands` what a hit should hold."""

    query: Query
    telling: Sequence[Wanted]
    found: tantivy.Query
    scored: tantivy.Query | None
    kept: list[Clause]
    picked: tantivy.Query | None
    demands: lacking.Demands
    now: datetime


def _page(snapshot: TantivySnapshot, asked: _Asked, content: list[Clause]) -> Results:
    """What the words find that fits `content`, and what was picked besides."""
    found = _or_picked(snapshot, asked, [asking.without_score(asked.found), *content])
    total, facets = tantivy_counting.count(snapshot, asked.query, [*found, *asked.kept], asked.now)
    mended = tuple(word for _, word in asked.query.mended)
    if not total:
        return Results([], 0, facets, mended=mended)
    chosen = [*asked.kept, *tantivy_counting.choices(snapshot, asked.query, asked.now)]
    hits = _hits(snapshot, asked, content, found, chosen) if total > asked.query.offset else []
    partial = _partial(snapshot, asked, content, chosen, hits)
    return Results(hits, total, facets, mended=mended, partial=partial)


def _or_picked(snapshot: TantivySnapshot, asked: _Asked, clauses: list[Clause]) -> list[Clause]:
    """What `clauses` leave, and what was picked besides."""
    if asked.picked is None:
        return clauses
    either = [tantivy.Query.boolean_query(clauses), tantivy.Query.const_score_query(asked.picked, 0.0)]
    return [(MUST, snapshot.any_of(either))]


def _partial(
    snapshot: TantivySnapshot, asked: _Asked, content: list[Clause], chosen: list[Clause], hits: list[Hit]
) -> bool:
    """See `Results.partial`. Mostly a hit of the page tells; else one question more does."""
    if not asked.demands or any(not hit.missing for hit in hits):
        return False
    whole = [*asking.whole(snapshot, asked.demands), *content]
    if len(asked.demands) < len(asked.telling):  # what holds all that is demanded may hold too little of the rest
        whole.append(asking.without_score(asked.found))
    native = tantivy.Query.boolean_query([*_or_picked(snapshot, asked, whole), *chosen])
    return not snapshot.addresses(native, 1)


def _hits(
    snapshot: TantivySnapshot, asked: _Asked, content: list[Clause], found: list[Clause], chosen: list[Clause]
) -> list[Hit]:
    """The asked page of a query that finds something; by relevance, what was picked comes before the rest."""
    query = asked.query
    offset, limit = max(0, query.offset), max(0, min(query.limit, retrieval.MOST_HITS))
    if (offset, limit) != (query.offset, query.limit):
        query = replace(query, offset=offset, limit=limit)
    if not query.limit:
        return []
    if query.sort in _DECLARED:
        native = tantivy.Query.boolean_query([*found, *chosen])
        places = snapshot.addresses(native, query.limit, query.offset, order_by_field=_DECLARED[query.sort])
        hits = ranked(snapshot.sample(places), asked, replace(query, offset=0))
        return [hit._replace(missing=()) if Key(hit.kind, hit.id) in query.first else hit for hit in hits]
    words: list[Clause] = [(MUST, asked.scored or asked.found), *content, *chosen]
    if asked.picked is None:
        return _stretches(snapshot, query, asked, tantivy.Query.boolean_query(words))
    first = _first(snapshot, asked, [(MUST, asked.picked), *chosen])
    shown = first[query.offset : query.offset + query.limit]
    rest = replace(query, offset=max(0, query.offset - len(first)), limit=query.limit - len(shown))
    others = tantivy.Query.boolean_query([*words, (MUST_NOT, asked.picked)])
    return [*shown, *_stretches(snapshot, rest, asked, others)]


def _first(snapshot: TantivySnapshot, asked: _Asked, clauses: list[Clause]) -> list[Hit]:
    """Those of `Query.first` that `clauses` leave, in their order; they lack nothing."""
    query, keys = asked.query, list(asked.query.first)
    sample = snapshot.sample(snapshot.addresses(tantivy.Query.boolean_query(clauses), len(keys)))
    hits = ranked(sample, asked._replace(demands=()), replace(query, offset=0, limit=len(keys)))
    return sorted(hits, key=lambda hit: keys.index(Key(hit.kind, hit.id)))


def _stretches(snapshot: TantivySnapshot, query: Query, asked: _Asked, native: tantivy.Query) -> list[Hit]:
    """One page: whole stretches of candidates, each put in order."""
    offset, limit = query.offset, query.limit
    if not (limit and asked.telling):
        return []
    first = offset // STRETCH * STRETCH
    stretches = -(-(offset + limit - first) // STRETCH)
    found = snapshot.addresses(native, stretches * STRETCH, first, weight_by_field="boost")
    hits: list[Hit] = []
    for begin in range(first, first + len(found), STRETCH):
        stretch = found[begin - first : begin - first + STRETCH]
        skipped = max(0, offset - begin)
        part = replace(query, offset=skipped, limit=min(STRETCH, offset + limit - begin) - skipped)
        hits += ranked(snapshot.sample(stretch), asked, part)
    return hits


def ranked(sample: Sample, asked: _Asked, query: Query) -> list[Hit]:
    """The asked part of `sample` in the order of our own ranking, or in that which was asked for."""
    scores = scoring.earned(sample, asked.telling)
    lacks = lacking.Lacking(asked.demands, sample, scores, few=0)
    every = list(range(len(sample.columns)))
    return retrieval.ordered(sample.columns, query, scores, every, wordless=False, lacks=lacks)


def similar(snapshot: TantivySnapshot, title: str, body: str, query: Query, exclude: Key | None) -> list[Hit]:
    """See `retrieval.similar`, which also drops those that hold too little: they come last anyway."""
    wanted = retrieval.similar_words(title, body)
    may = None if query.audiences is None else sees(snapshot, query.audiences)
    telling = scoring.telling(snapshot, wanted, retrieval.SIMILAR_WORDS, may)
    seen = _of_kinds(snapshot, query)
    if seen is None or not telling:
        return []
    clauses = [(MUST, asking.words(snapshot, telling)), *seen]
    return _best(snapshot, clauses, telling, query, exclude)


def _of_kinds(snapshot: TantivySnapshot, query: Query) -> list[Clause] | None:
    """What the reader sees of the wanted kinds."""
    may, fits = narrowing.sight(snapshot.facts, query.audiences), narrowing.chosen(snapshot.facts, query)
    return asking.of_groups(snapshot, list(map(and_, may, fits)))


@damage_is_unavailable
def _best(
    snapshot: TantivySnapshot, clauses: list[Clause], wanted: Sequence[Wanted], query: Query, exclude: Key | None
) -> list[Hit]:
    native = tantivy.Query.boolean_query(clauses)
    found = snapshot.addresses(native, max(STRETCH, query.limit + 1), weight_by_field="boost")
    return retrieval.related(snapshot.sample(found), wanted, query, exclude)


@damage_is_unavailable
def suggest(snapshot: TantivySnapshot, titles: Vocabulary, prefix: str, query: Query) -> list[Hit]:
    """See `suggesting.suggest`: the same words, each worth the same; the best things by them are tantivy's to find."""
    read = suggesting.typed(prefix)
    seen = _of_kinds(snapshot, query)
    if read is None or seen is None or query.limit < 1:
        return []
    for before in suggesting.ways_before(snapshot, titles, read.before, sees(snapshot, query.audiences)):
        clauses = [*(asking.without_score(snapshot.term(space, key)) for space, key in before), *seen]
        for beginning in chain((read.last,), suggesting.others(read, titles)):
            if hits := _begun(snapshot, titles, beginning, clauses, query.limit):
                return hits
    return []


def _begun(
    snapshot: TantivySnapshot, titles: Vocabulary, beginning: str, clauses: list[Clause], limit: int
) -> list[Hit]:
    words = titles.starting(beginning, suggesting.MOST_WORDS)
    if not words:
        return []
    const = tantivy.Query.const_score_query
    worths = {word: suggesting.worth_of(titles, word, beginning) for word in words}
    offered = tantivy.Query.disjunction_max_query([const(snapshot.term("start", word), worths[word]) for word in words])
    native = tantivy.Query.boolean_query([(MUST, offered), *clauses])
    found = snapshot.searcher.search(native, limit, False, weight_by_field="boost").hits
    columns = snapshot.sample([address for _, address in found]).columns
    kinds = [snapshot.shared.groups.values[group].kind for group in columns.group]
    scores = [round(score, 4) for score, _ in found]
    return [Hit(*hit) for hit in zip(kinds, columns.ids, scores, strict=True)]


def sees(snapshot: TantivySnapshot, audiences: frozenset[str] | None) -> Sees:
    """See `narrowing.seeing`."""
    reader = snapshot.readers.get(audiences) or _reader(snapshot, audiences)

    def holds(space: Space, key: str) -> bool:
        asked = audiences, space, key
        known = snapshot.seen.get(asked)
        if known is None:
            standing = snapshot.standing(space, key)
            known = standing > reader.unseen or (standing > 0 and _is_held(snapshot, space, key, reader.clauses))
            if len(snapshot.seen) >= MOST_SEEN:
                snapshot.seen.clear()
            snapshot.seen[asked] = known
        return known

    return holds


def _reader(snapshot: TantivySnapshot, audiences: frozenset[str] | None) -> Reader:
    may = narrowing.sight(snapshot.facts, audiences)
    unseen = snapshot.deleted + sum(count for number, (_, count) in snapshot.groups.items() if not may[number])
    if len(snapshot.readers) >= MOST_READERS:
        snapshot.readers.clear()
    found = snapshot.readers[audiences] = Reader(unseen, _of_kinds(snapshot, Query("", audiences)))
    return found


def _is_held(snapshot: TantivySnapshot, space: Space, key: str, clauses: list[Clause] | None) -> bool:
    if clauses is None:
        return False
    query = tantivy.Query.boolean_query([(MUST, snapshot.term(space, key)), *clauses])
    return bool(snapshot.addresses(tantivy.Query.const_score_query(query, 0.0), 1))
