"""Our queries in tantivy's terms: what must hold, who may see, and how much of the words a hit must have."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import tantivy

from search_index import analysis, ranking, scoring
from search_index.engines.tantivy_snapshot import MUST, MUST_NOT, SHOULD, TantivySnapshot
from search_index.engines.tantivy_store import micros, plain
from search_index.query import Parsed, Query, Span, slug
from search_index.scoring import Wanted

Clause = tuple[tantivy.Occur, tantivy.Query]
_MANY_AUDIENCES = 32


def without_score(query: tantivy.Query) -> Clause:
    return MUST, tantivy.Query.const_score_query(query, 0.0)


def words(snapshot: TantivySnapshot, telling: Sequence[Wanted], least: float) -> list[Clause]:
    """Documents that hold at least `least` of the words' whole rarity, the likeliest best ones first."""
    scored = snapshot.any_of(_scored(snapshot, word) for word in telling)
    if not least:
        return [(MUST, scored)]
    worths = [ranking.rarity(snapshot.holders(word), snapshot.total) * word.times for word in telling]
    enough = sum(worths) * least
    if min(worths) >= enough:
        return [(MUST, scored)]
    return [(MUST, scored), without_score(_enough(snapshot, telling, worths, enough))]


def _enough(
    snapshot: TantivySnapshot, telling: Sequence[Wanted], worths: Sequence[float], enough: float
) -> tantivy.Query:
    """Documents whose words are together worth `enough`: any one of the rarest words, any two of somewhat more, and
    so on. Some that hold a rare and a frequent word just above the line are let go: they would come last of all."""
    order = sorted(range(len(telling)), key=lambda number: -worths[number])
    forms = [snapshot.any_of(snapshot.any_form(telling[number])) for number in order]
    descending = [worths[number] for number in order]
    ways: list[tantivy.Query] = []
    covered = 0
    for together in range(1, len(order) + 1):
        reach = max(covered, together - 1)
        while reach < len(order) and sum(descending[max(0, reach + 1 - together) : reach + 1]) >= enough:
            reach += 1
        if reach > max(covered, together - 1):
            any_of_these = [(SHOULD, form) for form in forms[:reach]]
            ways.append(tantivy.Query.boolean_query(any_of_these, minimum_number_should_match=together))
            covered = reach
    return snapshot.any_of(ways)


def _scored(snapshot: TantivySnapshot, word: Wanted) -> tantivy.Query:
    """One word: its best form, and a little more where it stands as written."""
    best = tantivy.Query.disjunction_max_query(snapshot.any_form(word))
    exact = tantivy.Query.boost_query(snapshot.term("raw", word.raw), ranking.WEIGHTS.exact)
    both = snapshot.any_of([best, exact])
    return both if word.times == 1.0 else tantivy.Query.boost_query(both, word.times)


def phrase(snapshot: TantivySnapshot, text: str) -> tantivy.Query:
    """The words of `text` as written, one after another."""
    by_position: dict[int, str] = {}
    for word in list(analysis.words(text))[: ranking.MOST_WORDS]:
        by_position[word.position] = word.raw
    keys = list(by_position.values())
    if len(keys) > 1:
        return tantivy.Query.phrase_query(snapshot.schema, "raw", [*keys])
    return snapshot.term("raw", keys[0]) if keys else tantivy.Query.empty_query()


def unwanted(snapshot: TantivySnapshot, parsed: Parsed) -> list[Clause]:
    """`-word` and `-"phrase"`."""
    clauses: list[Clause] = []
    for text in parsed.without:
        if " " in text.strip():
            clauses.append((MUST_NOT, phrase(snapshot, text)))
        else:
            clauses += [(MUST_NOT, form) for word in scoring.wanted(text)[:1] for form in snapshot.any_form(word)]
    return clauses


def sight(snapshot: TantivySnapshot, audiences: frozenset[str] | None) -> list[Clause] | None:
    """What keeps a reader to what they may see; None when there is nothing at all for them.

    Whichever is less is named, what they see or what they do not: for most readers of most indexes that is nothing.
    """
    if audiences is None:
        return []
    seen = [name for name in snapshot.audiences if name in audiences]
    hidden = [name for name in snapshot.audiences if name not in audiences]
    if not seen:
        return None
    count = snapshot.audiences.__getitem__
    if len(hidden) <= _MANY_AUDIENCES and sum(map(count, hidden)) <= sum(map(count, seen)):
        return [(MUST_NOT, snapshot.term("audience", name)) for name in hidden]
    return [without_score(snapshot.any_of(snapshot.term("audience", name) for name in seen))]


def facts(snapshot: TantivySnapshot, query: Query, parsed: Parsed) -> list[Clause]:
    """Every filter but that of kinds."""
    term = snapshot.term
    wanted = [term("topic", plain(slug(topic))) for topic in (*query.topics, *parsed.topics)]
    wanted += [term("language", language) for language in (query.language, parsed.language) if language is not None]
    if parsed.status is not None:
        wanted.append(term("state", "=" + plain(parsed.status)))
    if parsed.accepted is not None:
        wanted.append(term("accepted", str(parsed.accepted)))
    if parsed.author is not None:
        wanted.append(term("author", "=" + plain(parsed.author)))
    for name, span in (("votes", parsed.score), ("answers", parsed.answers), ("created", parsed.created)):
        if span is not None:
            wanted.append(_between(snapshot, name, span))
    return [without_score(each) for each in wanted]


def _between(snapshot: TantivySnapshot, name: str, span: Span) -> tantivy.Query:
    scale = micros if name == "created" else int
    low, high = (None if edge is None else scale(edge) for edge in (span.low, span.high))
    return tantivy.Query.range_query(snapshot.schema, name, tantivy.FieldType.Integer, low, high)


def kinds(snapshot: TantivySnapshot, chosen: Iterable[str]) -> Clause:
    return without_score(snapshot.any_of(snapshot.term("kind", kind) for kind in chosen))
