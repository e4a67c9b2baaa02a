"""Our queries in tantivy's terms: what must hold, who may see, and how much of the words a hit must have."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence

import tantivy

from search_index import analysis, ranking, scoring
from search_index.engines.tantivy_snapshot import MUST, MUST_NOT, SHOULD, TantivySnapshot
from search_index.engines.tantivy_store import micros, plain, ref
from search_index.lacking import Demands
from search_index.operators import Span
from search_index.query import Parsed, Query, slug
from search_index.scoring import Wanted

Clause = tuple[tantivy.Occur, tantivy.Query]

_KEPT = 1_024  # choices of groups
DEAR = 50  # documents that looking up one term more is worth
MOST_NAMED = 100  # terms one by one


def without_score(query: tantivy.Query) -> Clause:
    return MUST, tantivy.Query.const_score_query(query, 0.0)


def words(snapshot: TantivySnapshot, telling: Sequence[Wanted]) -> tantivy.Query:
    """Documents that hold any of the words, the likeliest best ones first."""
    return snapshot.any_of(_scored(snapshot, word) for word in telling)


def enough(snapshot: TantivySnapshot, telling: Sequence[Wanted], least: float) -> tantivy.Query | None:
    """Documents that hold at least `least` of the words' whole rarity; None when any one word is as much."""
    worths = [ranking.rarity(snapshot.holders(word), snapshot.total) * word.times for word in telling]
    wanted = sum(worths) * least
    return _enough(snapshot, telling, worths, wanted) if min(worths, default=0.0) < wanted else None


def whole(snapshot: TantivySnapshot, demands: Demands) -> list[Clause]:
    """Documents that hold every word that is demanded."""
    held = []
    for each in demands:
        ways = ([snapshot.any_of(snapshot.any_way(word)) for word in way] for way in each.ways)
        held.append(snapshot.any_of(tantivy.Query.boolean_query([(MUST, form) for form in way]) for way in ways))
    return list(map(without_score, held))


def any_word(snapshot: TantivySnapshot, telling: Sequence[Wanted]) -> tantivy.Query:
    """What `words` finds, in any order."""
    return snapshot.any_of(way for word in telling for way in snapshot.any_way(word))


def _enough(
    snapshot: TantivySnapshot, telling: Sequence[Wanted], worths: Sequence[float], enough: float
) -> tantivy.Query:
    """Documents whose words are together worth `enough`: any one of the rarest words, any two of somewhat more, and
    so on. Some that hold a rare and a frequent word just above the line are let go: they would come last of all."""
    order = sorted(range(len(telling)), key=lambda number: -worths[number])
    forms = [snapshot.any_way(telling[number]) for number in order]
    descending = [worths[number] for number in order]
    ways: list[tantivy.Query] = []
    covered = 0
    for together in range(1, len(order) + 1):
        reach = max(covered, together - 1)
        while reach < len(order) and sum(descending[max(0, reach + 1 - together) : reach + 1]) >= enough:
            reach += 1
        if reach > max(covered, together - 1):
            ways += _some_of(snapshot, forms[:reach], together)
            covered = reach
    return ways[0] if len(ways) == 1 else snapshot.any_of(ways)


def _some_of(
    snapshot: TantivySnapshot, forms: Sequence[Sequence[tantivy.Query]], together: int
) -> Sequence[tantivy.Query]:
    """What finds documents that hold so many of the words. As flat as can be: each level is gone through anew."""
    if together == 1:
        return [form for word in forms for form in word]
    any_of_these = [(SHOULD, word[0] if len(word) == 1 else snapshot.any_of(word)) for word in forms]
    return [tantivy.Query.boolean_query(any_of_these, minimum_number_should_match=together)]


def _scored(snapshot: TantivySnapshot, word: Wanted) -> tantivy.Query:
    """One word: its best form, and a little more where it stands as written."""
    forms = [*snapshot.finding(word), *_instead(snapshot, word)]
    best = forms if len(forms) == 1 else [tantivy.Query.disjunction_max_query(forms)]
    exact = tantivy.Query.boost_query(snapshot.term("raw", word.raw), ranking.WEIGHTS.exact)
    both = snapshot.any_of([*best, exact])
    return both if word.times == 1.0 else tantivy.Query.boost_query(both, word.times)


def _instead(snapshot: TantivySnapshot, word: Wanted) -> list[tantivy.Query]:
    """What stands in for `word`: a phrase is worth its words' mean, a little less than the word itself."""
    worth = ranking.WEIGHTS.synonym
    return [tantivy.Query.boost_query(snapshot.all_of(each), worth / len(each)) for each in word.instead]


def picked(snapshot: TantivySnapshot, query: Query) -> tantivy.Query | None:
    """The things of `query.first`, if there are any."""
    refs = [ref(key) for key in dict.fromkeys(query.first)]
    return tantivy.Query.term_set_query(snapshot.schema, "ref", refs) if refs else None


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
    """`-word`, `-"phrase"`."""
    first = [word for text in parsed.without for word in scoring.wanted(text)[:1]]
    queries = [form for word in first for form in snapshot.any_form(word)]
    queries += [phrase(snapshot, text) for text in parsed.without_phrases]
    return [(MUST_NOT, query) for query in queries]


def of_groups(snapshot: TantivySnapshot, wanted: Sequence[bool]) -> list[Clause] | None:
    """What keeps to the groups whose number is `wanted`; None when nothing is in any of them."""
    known = bytes(wanted)
    if known not in snapshot.clauses:
        if len(snapshot.clauses) >= _KEPT:
            snapshot.clauses.clear()
        snapshot.clauses[known] = _of_groups(snapshot, wanted)
    return snapshot.clauses[known]


def _of_groups(snapshot: TantivySnapshot, wanted: Sequence[bool]) -> list[Clause] | None:
    """Whatever is cheapest is named, what is wanted or what is not: for most readers of most indexes that is nothing."""
    inside = {word: count for number, (word, count) in snapshot.groups.items() if wanted[number]}
    outside = {word: count for number, (word, count) in snapshot.groups.items() if not wanted[number]}
    if not inside:
        return None
    if not outside:
        return []
    ways = [("group", MUST, inside), ("group", MUST_NOT, outside)]
    heard, unheard = (_audiences(snapshot, words) for words in (inside, outside))
    if heard.keys().isdisjoint(unheard):  # nothing but who may see decides
        ways += [("audience", MUST, heard), ("audience", MUST_NOT, unheard)]
    field, occur, terms = min(ways, key=lambda way: sum(way[2].values()) + DEAR * len(way[2]))
    query = _any_term(snapshot, field, list(terms))
    return [without_score(query) if occur == MUST else (occur, query)]


def _audiences(snapshot: TantivySnapshot, words: Mapping[str, int]) -> Counter[str]:
    """How many documents of these groups have which audience."""
    groups, counts = snapshot.shared.groups.values, Counter[str]()
    for word, count in words.items():
        counts[groups[snapshot.numbers[word]].audience] += count
    return counts


def _any_term(snapshot: TantivySnapshot, field: str, terms: list[str]) -> tantivy.Query:
    """A set of terms is looked up by an automaton, a third of a millisecond at each search; a few are quicker by name."""
    if len(terms) > MOST_NAMED:
        return tantivy.Query.term_set_query(snapshot.schema, field, terms)
    return snapshot.any_of(snapshot.term(field, term) for term in terms)


def facts(snapshot: TantivySnapshot, query: Query, parsed: Parsed) -> list[Clause]:
    """The filters that differ from document to document."""
    wanted = [snapshot.term("topic", plain(slug(topic))) for topic in (*query.topics, *parsed.topics)]
    if parsed.authors:
        wanted.append(snapshot.any_of(snapshot.term("author", "=" + plain(name)) for name in parsed.authors))
    for name, span in (("votes", parsed.score), ("answers", parsed.answers), ("created", parsed.created)):
        if span is not None:
            wanted.append(between(snapshot, name, span))
    unwanted_topics = [snapshot.term("topic", plain(slug(topic))) for topic in parsed.without_topics]
    return [*map(without_score, wanted), *((MUST_NOT, each) for each in unwanted_topics)]


def between(snapshot: TantivySnapshot, name: str, span: Span) -> tantivy.Query:
    scale = micros if name == "created" else int
    low, high = (None if edge is None else scale(edge) for edge in (span.low, span.high))
    return tantivy.Query.range_query(snapshot.schema, name, tantivy.FieldType.Integer, low, high)
