"""Why a thing stands where it stands for a query: the parts of its score, as plain data to be shown or written as JSON.

`engine.explain(query, refs) -> list[Explanation]` is how callers ask; `explain(snapshot, query, refs)` does it for any
engine that gives a `Snapshot`. Refs are `(kind, id)`. The order is that of `refs`; what is not indexed is left out.

    score = words * share_factor * boost        (what `Hit.score` says, to its four digits)
    words = the sum of each word's points       points = rarity * (weight + exact)
    share_factor                                below 1 for a document that lacks some of the query's words
    boost = 1 + the sum of boosts               curated, accepted, official, votes, freshness

Whether a hit is pinned is not the index's knowledge: a caller who pinned it says so with `dataclasses.replace`.
Explanations tell rarity over all documents, hidden ones too, so they are for staff and the command line.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from typing import TYPE_CHECKING, Any

from search_index import lacking, ranking, retrieval, scoring
from search_index.query import parse

if TYPE_CHECKING:
    from search_index.query import Query
    from search_index.scoring import Sees, Snapshot


@dataclass(frozen=True, slots=True)
class WordPart:
    """What one word of the query earned in one document.

    `word` is the word as asked, `forms` the keys of its dictionary forms that the document holds (none: it is missing,
    or met only as written); where it is found by its synonyms alone, these, after a "≈". `rarity` is how telling the
    word is, `weight` (0…1) what fields and repetition make of its forms in this document, `exact` what it adds that the
    very spelling stands there, `in_title` whether that spelling is in the title or a phrasing.
    """

    word: str
    forms: tuple[str, ...]
    rarity: float
    weight: float
    exact: float
    points: float
    in_title: bool


@dataclass(frozen=True, slots=True)
class Explanation:
    """See the module. `share` (0…1) is the part of the query's rarity that the document holds; `missing` are the words
    it lacks; `enough` is false where that is too little to be a hit at all. `unsought` are words so frequent, or so
    many, that nothing was looked up for them."""

    kind: str
    id: int
    score: float
    words: float
    share: float
    share_factor: float
    enough: bool
    parts: tuple[WordPart, ...] = ()
    missing: tuple[str, ...] = ()
    unsought: tuple[str, ...] = ()
    boosts: dict[str, float] = field(default_factory=dict)
    boost: float = 1.0
    pinned: bool = False

    def as_dict(self) -> dict[str, Any]:
        """Everything, for `json.dumps`."""
        return asdict(self)


def explain(snapshot: Snapshot, query: Query, refs: Iterable[tuple[str, int]], sees: Sees | None) -> list[Explanation]:
    """The parts of the score of each of `refs` that is indexed, whether it is a hit of `query` or not; `sees` as the search
    had it (see `scoring.telling`)."""
    parsed = parse(query.text)
    words = retrieval.asked_words(query, parsed, lacking.heard(retrieval.asked_text(parsed)))
    sought = scoring.telling(snapshot, words, sees=sees)
    found = [(word, scoring.held(snapshot, word)) for word in sought]
    unsought = tuple(word.raw for word in words if word not in sought)
    numbers = _numbers(snapshot, refs)
    return [_of_one(snapshot, number, found, unsought) for number in numbers]


def _numbers(snapshot: Snapshot, refs: Iterable[tuple[str, int]]) -> list[int]:
    """The living document numbers of `refs`, in their order."""
    columns = snapshot.columns
    wanted = [tuple(ref) for ref in refs]
    ids = {number for _, number in wanted}
    groups = columns.shared.groups.values
    known = {(groups[columns.group[n]].kind, columns.ids[n]): n for n in columns.living() if columns.ids[n] in ids}
    return [known[ref] for ref in wanted if ref in known]


def _of_one(
    snapshot: Snapshot, number: int, found: list[tuple[scoring.Wanted, scoring.Held]], unsought: tuple[str, ...]
) -> Explanation:
    columns = snapshot.columns
    group = columns.shared.groups.values[columns.group[number]]
    parts = tuple(_part(snapshot, number, word, held) for word, held in found if number in held.forms)
    whole = sum(held.worth for _, held in found)
    share = sum(part.rarity for part in parts)
    words = sum(part.points for part in parts)
    factor = retrieval.share_factor(share, whole)
    boosts = ranking.boosts(
        group.kind, group.accepted, bool(columns.official[number]), columns.votes[number], columns.created[number],
        columns.now,
    )  # fmt: skip
    return Explanation(
        group.kind,
        columns.ids[number],
        score=round(words * factor * columns.boost[number], 4),
        words=words,
        share=share / whole if whole else 0.0,
        share_factor=factor,
        enough=bool(parts) and share >= whole * ranking.WEIGHTS.least,
        parts=parts,
        missing=tuple(word.raw for word, held in found if number not in held.forms),
        unsought=unsought,
        boosts=boosts,
        boost=columns.boost[number],
    )


def _part(snapshot: Snapshot, number: int, word: scoring.Wanted, held: scoring.Held) -> WordPart:
    forms = tuple(key for key in word.lemmas if number in snapshot.postings("lemma", key)[0])
    weight = held.forms[number]
    written = dict(zip(held.numbers, held.weights, strict=True)).get(number, 0.0)
    if not forms and not written:
        forms = tuple(f"≈ {' '.join(each.raw for each in phrase)}" for phrase in word.instead)
    exact = written * ranking.WEIGHTS.exact
    in_title = number in snapshot.postings("start", word.raw)[0]
    return WordPart(word.raw, forms, held.worth, weight, exact, held.worth * (weight + exact), in_title)
