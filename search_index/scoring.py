"""Words of a query -> scores of documents: BM25F over the ready weights that `ranking.postings` made.

Works over any `Snapshot`, so that every engine without a scorer of its own orders hits alike.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Literal, NamedTuple, Protocol

from search_index import analysis, asking, ranking
from search_index.analysis import Word
from search_index.columns import Columns
from search_index.document import Key, Language

# lemma: dictionary forms. raw: words as written, with positions. start: raw words of titles, for prefixes.
Space = Literal["lemma", "raw", "start"]
Form = tuple[str, tuple[str, ...]]  # how a word is written, and its dictionary forms
Sees = Callable[[Space, str], bool]  # whether a key stands in anything that the reader may see


class Counts(Protocol):
    """How many documents there are, and hold a word."""

    total: int

    def count(self, space: Space, key: str) -> int:
        """About how many documents hold `key`; cheap."""


class Snapshot(Counts, Protocol):
    """An index as it stood at one moment. Document numbers index `columns`; deleted ones may still occur."""

    columns: Columns

    def holders(self, word: Wanted, numbers: Collection[int]) -> int:
        """How many living documents hold a form of `word`, or what stands in for it; `numbers` are those that its
        postings named."""

    def postings(self, space: Space, key: str) -> tuple[Sequence[int], Sequence[float]]:
        """Numbers of the documents that hold `key`, ascending, and its weight in each."""

    def positions(self, key: str) -> dict[int, Sequence[int]]:
        """Document number -> ascending word positions of raw `key`."""

    def number(self, key: Key) -> int | None:
        """The document number of a thing, if it is indexed."""


class Wanted(NamedTuple):
    """One word looked for; `times` weighs it against the others. Each of `instead` is a phrase that may stand in for
    it (see `synonyms`): a document that holds all of the phrase's words counts as if it held the word, a little less.
    """

    raw: str
    lemmas: tuple[str, ...]
    times: float = 1.0
    instead: tuple[tuple[Wanted, ...], ...] = ()


@dataclass(slots=True)
class Scores:
    """`by_document[n]` is what document n earned, `share[n]` the part of `whole` (rarity) it holds; `smallest` is the
    rarity of the least telling word; `worths` is that of each word looked up."""

    found: set[int]
    by_document: list[float]
    share: list[float]
    whole: float
    smallest: float = math.inf
    worths: dict[Wanted, float] = field(default_factory=dict)


def wanted(text: str, language: Language | None = None) -> list[Wanted]:
    """The distinct words of a text, in order, counted; those of asking count for less."""
    return counted(analysis.words(text, language))


def counted(words: Iterable[Word]) -> list[Wanted]:
    """See `wanted`: the same of words already read."""
    counts: dict[Form, float] = {}
    for word in words:
        pair = (word.raw, word.lemmas)
        counts[pair] = counts.get(pair, 0.0) + (ranking.WEIGHTS.asking if word.raw in asking.WORDS else 1.0)
    return [Wanted(raw, lemmas, times) for (raw, lemmas), times in counts.items()]


def score(
    snapshot: Snapshot, words: Iterable[Wanted], most: int = ranking.MOST_WORDS, sees: Sees | None = None
) -> Scores:
    """What each document earns for `words`; only the `most` telling of them are looked up."""
    return earned(snapshot, telling(snapshot, words, most, sees))


def earned(snapshot: Snapshot, words: Iterable[Wanted]) -> Scores:
    """What each document earns for `words`, which were found to be telling."""
    scores = Scores(set(), [0.0] * len(snapshot.columns), [0.0] * len(snapshot.columns), 0.0)
    for word in words:
        _add(snapshot, scores, word)
    return scores


def telling(
    snapshot: Counts, words: Iterable[Wanted], most: int = ranking.MOST_WORDS, sees: Sees | None = None
) -> list[Wanted]:
    """The rarest words that occur at all; in a large index, frequent ones only when there are no others.

    A word that stands in hidden documents alone is as good as one that stands nowhere: else what it is worth would take
    hits from the others, and whoever asks for it beside them would learn that it stands somewhere. `sees` tells; without
    it every document may be seen. Small words alone are no answer to a query that has others.
    """
    words = list(words)
    chosen = _most_telling(snapshot, words, most, sees)
    return [] if _only_small(chosen) and not _only_small(words) else chosen


def _only_small(words: Sequence[Wanted]) -> bool:
    return all(map(_is_small, words))


def _is_small(word: Wanted) -> bool:
    return not word.instead and asking.is_small(word.raw, word.lemmas)


def _most_telling(snapshot: Counts, words: Iterable[Wanted], most: int, sees: Sees | None) -> list[Wanted]:
    found = []
    for word in words:
        count = _count(snapshot, word)
        if count:
            found.append((ranking.rarity(count, snapshot.total) * word.times, count, word))
    found.sort(key=lambda each: -each[0])
    words = [word for _, _, word in found]
    if snapshot.total >= ranking.LARGE_INDEX:
        limit = snapshot.total * ranking.WEIGHTS.common
        rare = _first_seen([word for _, count, word in found if count <= limit], most, sees)
        if rare and (not _only_small(rare) or _only_small(words)):
            return rare
        words = [word for word in words if not _is_small(word)] or words  # rare small ones would outweigh all others
    return _first_seen(words, most, sees)


def _first_seen(words: Sequence[Wanted], most: int, sees: Sees | None) -> list[Wanted]:
    """The first `most` of those that the reader may meet. Each is asked for only when it is its turn."""
    if sees is None:
        return list(words[:most])
    return list(islice((word for word in words if seen(word, sees)), most))


def seen(word: Wanted, sees: Sees) -> bool:
    """Whether `word` stands in something that the reader may see, in some form or by what stands in for it."""
    if sees("raw", word.raw) or any(sees("lemma", key) for key in word.lemmas):
        return True
    return any(all(seen(each, sees) for each in phrase) for phrase in word.instead)


def occurs(snapshot: Counts, word: Wanted, sees: Sees | None = None) -> bool:
    """Whether any document that the reader may see holds `word` in some form, or what stands in for it."""
    return _count(snapshot, word) > 0 and (sees is None or seen(word, sees))


def _count(snapshot: Counts, word: Wanted) -> int:
    """About how many documents hold `word` in some form, or what stands in for it."""
    own = max(snapshot.count("raw", word.raw), *(snapshot.count("lemma", key) for key in word.lemmas))
    return max(own, *(min(_count(snapshot, each) for each in phrase) for phrase in word.instead), 0)


class Held(NamedTuple):
    """Where one word of a query stands: its dictionary forms and itself as written, and how telling it is."""

    forms: dict[int, float]
    numbers: Sequence[int]
    weights: Sequence[float]
    worth: float


def held(snapshot: Snapshot, word: Wanted) -> Held:
    """The documents that hold a form of `word`, or what stands in for it, each with the weight of the best, and its
    rarity."""
    numbers, weights = snapshot.postings("raw", word.raw)
    forms = _any_form(snapshot, word)
    for phrase in word.instead:
        _stand_in(snapshot, forms, phrase)
    worth = ranking.rarity(snapshot.holders(word, forms), snapshot.total) * word.times
    return Held(forms, numbers, weights, worth)


def _add(snapshot: Snapshot, scores: Scores, word: Wanted) -> None:
    """Add to `scores` what `word` is worth to each document that holds one of its forms."""
    forms, numbers, weights, worth = held(snapshot, word)
    scores.worths[word] = worth
    scores.whole += worth
    scores.smallest = min(scores.smallest, worth)
    scores.found.update(forms)
    by_document, share = scores.by_document, scores.share
    for number, weight in forms.items():
        by_document[number] += worth * weight
        share[number] += worth
    worth *= ranking.WEIGHTS.exact
    for number, weight in zip(numbers, weights, strict=True):
        by_document[number] += worth * weight


def _stand_in(snapshot: Snapshot, forms: dict[int, float], phrase: Sequence[Wanted]) -> None:
    """Raise `forms` (document -> weight) by the documents that hold every word of `phrase`: worth its weakest word."""
    held: dict[int, float] | None = None
    for word in phrase:
        found = _any_form(snapshot, word)
        held = found if held is None else {n: min(held[n], weight) for n, weight in found.items() if n in held}
    for number, weight in (held or {}).items():
        forms[number] = max(forms.get(number, 0.0), weight * ranking.WEIGHTS.synonym)


class Whole:
    """A snapshot that holds every document inherits this; one of a few documents must ask its whole."""

    columns: Columns
    total: int

    def holders(self, _word: Wanted, numbers: Collection[int]) -> int:
        """How many of `numbers` are not deleted: until segments are merged, postings keep what was replaced, and a
        word that seems to stand in more documents than there are would weigh nothing."""
        if self.total == len(self.columns):  # nothing is deleted
            return len(numbers)
        return sum(map(bool, map(self.columns.group.__getitem__, numbers)))


def _any_form(snapshot: Snapshot, word: Wanted) -> dict[int, float]:
    """Document -> weight of `word` in it, in whatever form."""
    numbers, weights = snapshot.postings("raw", word.raw)
    forms = _best_form(snapshot, word.lemmas)
    # The query's language may be read otherwise than the document's was: then only the raw form meets.
    if missing := set(numbers).difference(forms):
        forms.update(pair for pair in zip(numbers, weights, strict=True) if pair[0] in missing)
    return forms


def _best_form(snapshot: Snapshot, lemmas: Sequence[str]) -> dict[int, float]:
    """Document -> its greatest weight among several readings of one word (they are one word, not many)."""
    best: dict[int, float] = dict(zip(*snapshot.postings("lemma", lemmas[0]), strict=True))
    for lemma in lemmas[1:]:
        for number, weight in zip(*snapshot.postings("lemma", lemma), strict=True):
            if weight > best.get(number, 0.0):
                best[number] = weight
    return best


def holding_phrase(snapshot: Snapshot, phrase: str) -> set[int]:
    """Documents in which the words of `phrase` stand as written, one after another."""
    by_position: dict[int, str] = {}
    for word in list(analysis.words(phrase))[: ranking.MOST_WORDS]:
        by_position[word.position] = word.raw
    if not by_position:
        return set()
    ordered = sorted(by_position.items())
    places = snapshot.positions(ordered[0][1])
    starts = {number: {place - ordered[0][0] for place in found} for number, found in places.items()}
    for position, raw in ordered[1:]:
        found = snapshot.positions(raw)
        starts = {
            number: kept
            for number, begun in starts.items()
            if number in found and (kept := begun.intersection(place - position for place in found[number]))
        }
    return set(starts)


def holding_word(snapshot: Snapshot, text: str) -> set[int]:
    """Documents that hold any form of the first word of `text` (for `-word`)."""
    found: set[int] = set()
    for word in wanted(text)[:1]:
        found.update(snapshot.postings("raw", word.raw)[0])
        for lemma in word.lemmas:
            found.update(snapshot.postings("lemma", lemma)[0])
    return found
