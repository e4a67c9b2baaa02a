"""What to offer while somebody types: things whose title holds a word that begins like the last one typed.

Asked at each key, so every part is bounded: so many words, so many postings, so many documents. When nothing begins
like that, the beginning is read as another layout, another script, or with one typing error.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from heapq import nlargest, nsmallest
from itertools import islice
from typing import NamedTuple

from search_index import edits, layouts, ranking, scoring, tokens, transliteration
from search_index.engine import Hit
from search_index.narrowing import seeing, sight
from search_index.query import LONGEST_TEXT, Query
from search_index.scoring import Counts, Sees, Snapshot, Space
from search_index.wordbook import Vocabulary

MOST_WORDS = 24  # that one beginning may stand for: the most frequent
MOST_DOCUMENTS = 1_000  # weighed against each other
MOST_POSTINGS = 40_000  # looked at in search of them
MOST_BEFORE = 2  # of the words before the last one: the rarest
MOST_MISTYPED = 3  # of them that are read anew when they stand nowhere
MEANT = 3  # ways in which they are
ENOUGH = 24  # documents that hold the words before, too, among which to choose
LEAST_MISTYPED = 4  # letters of a beginning that may hold an error
OTHERS = 4  # other beginnings tried
EXACT = 2.0  # a whole word, beside the beginning of one
COMMON = 0.1  # what a word gains each time the documents that hold it double
_LETTERS = {True: "abcdefghijklmnopqrstuvwxyz", False: "абвгдежзиійклмнопрстуфхцчшщъыьэюя"}


Place = tuple[Space, str]  # where to look, and for which key


class Typed(NamedTuple):
    """What stands in the field: the key of the last word, how it was typed, and the text before it."""

    last: str
    written: str
    before: str


def typed(prefix: str) -> Typed | None:
    """`prefix` taken apart; None when there is nothing to go by yet."""
    composed = tokens.compose(prefix[:LONGEST_TEXT].replace("\x00", " "))
    read = list(tokens.tokenise(composed))[-ranking.MOST_WORDS :]
    last = tokens.key(read[-1].whole) if read else ""
    if len(last) < 2:
        return None
    return Typed(last, composed.split()[-1], composed[read[0].start : read[-1].start])


def suggest(snapshot: Snapshot, titles: Vocabulary, prefix: str, query: Query) -> list[Hit]:
    """Best first; every word before the last one must occur, if it does anywhere. `query` gives sight, kinds, limit."""
    read = typed(prefix)
    if read is None:
        return []
    allowed = _allowed(snapshot, query)
    for keys in ways_before(snapshot, titles, read.before, seeing(snapshot, query.audiences)):
        before = _holding(snapshot, keys)
        hits = _begun(snapshot, titles, (read.last,), before, allowed, query.limit)
        hits = hits or _begun(snapshot, titles, tuple(others(read, titles)), before, allowed, query.limit)
        if hits:
            return hits
    return []


def _begun(
    snapshot: Snapshot, titles: Vocabulary, prefixes: Sequence[str], before: set[int] | None, allowed: list[bool],
    limit: int,
) -> list[Hit]:  # fmt: skip
    """The best things that hold a word beginning with the first of `prefixes` that leads to any."""
    for prefix in prefixes:
        worth = _worth(snapshot, titles, prefix, before, allowed)
        if worth:
            columns = snapshot.columns
            keys = ((earned * columns.boost[n], columns.created[n], n) for n, earned in worth.items())
            best = nlargest(max(0, limit), keys)
            kinds = columns.shared.groups.values
            return [Hit(kinds[columns.group[n]].kind, columns.ids[n], round(earned, 4)) for earned, _, n in best]
    return []


def _worth(
    snapshot: Snapshot, titles: Vocabulary, prefix: str, before: set[int] | None, allowed: list[bool]
) -> dict[int, float]:
    """Document -> what the best of its words that begin with `prefix` is worth."""
    found: dict[int, float] = {}
    if before is not None and not before:
        return found
    group, left = snapshot.columns.group, MOST_POSTINGS
    words = titles.starting(prefix, MOST_WORDS)
    for word in sorted(words, key=lambda each: each != prefix):
        numbers = snapshot.postings("start", word)[0]
        numbers = numbers[-left:] if left > 0 else ()
        left -= len(numbers)
        worth = worth_of(titles, word, prefix)
        chosen = reversed(numbers) if before is None else before.intersection(numbers)
        seen = (number for number in chosen if number not in found and allowed[group[number]])
        found.update(dict.fromkeys(islice(seen, MOST_DOCUMENTS - len(found)), worth))
        if len(found) >= (MOST_DOCUMENTS if before is None else ENOUGH) or left <= 0:
            break
    return found


def worth_of(titles: Vocabulary, word: str, prefix: str) -> float:
    """What a title word that begins with `prefix` makes of its document."""
    return (EXACT if word == prefix else 1.0) * (1 + COMMON * math.log2(1 + titles.count(word)))


def _allowed(snapshot: Snapshot, query: Query) -> list[bool]:
    """By group number: whether the reader may see such documents, and wants them."""
    columns = snapshot.columns
    may = sight(columns, query.audiences)
    pairs = zip(may, columns.shared.groups.values, strict=False)
    return [seen and (not query.kinds or group.kind in query.kinds) for seen, group in pairs]


def ways_before(snapshot: Counts, titles: Vocabulary, text: str, sees: Sees) -> Iterator[list[Place]]:
    """What stands for the rarest words of `text`: where to look, and for which key; the likeliest way to read them first.

    Titles are what people type, and short to look through: other places, and forms, only for words in no title. A word
    that stands nowhere is read as one of a title, and left out when that leads to nothing. One that stands only in what
    the reader may not see is as good as one that stands nowhere.
    """
    counted: list[tuple[int, Space, str]] = []
    nowhere: set[str] = set()
    for word in scoring.wanted(text):
        if (count := titles.count(word.raw)) and sees("start", word.raw):  # the book forgets nothing that was hidden
            counted.append((count, "start", word.raw))
        elif (count := snapshot.count("lemma", word.lemmas[0])) and sees("lemma", word.lemmas[0]):
            counted.append((count, "lemma", word.lemmas[0]))
        else:
            nowhere.add(word.raw)
    for words in _meant(text, nowhere, titles) if nowhere else ():
        yield _rarest(snapshot, [*counted, *((titles.count(word), "start", word) for word in words)])
    yield _rarest(snapshot, counted)


def _rarest(snapshot: Counts, counted: Sequence[tuple[int, Space, str]]) -> list[Place]:
    most = snapshot.total * ranking.WEIGHTS.common if snapshot.total >= ranking.LARGE_INDEX else snapshot.total
    return [(space, key) for count, space, key in nsmallest(MOST_BEFORE, counted) if count <= most]


def _meant(text: str, nowhere: set[str], titles: Vocabulary) -> Iterator[list[str]]:
    """The words of titles that those which stand nowhere probably are, in a few ways."""
    mistyped = (piece for piece in text.split() if nowhere.intersection(map(tokens.key, tokens.written(piece))))
    read = []
    for piece in islice(mistyped, MOST_MISTYPED):
        known = filter(titles.count, readings(piece, tokens.key(tokens.written(piece)[0]), titles.begins, titles.count))
        read.append(list(islice(dict.fromkeys(known), MEANT)))
    for way in range(max(map(len, read), default=0)):
        yield [words[min(way, len(words) - 1)] for words in read if words]


def _holding(snapshot: Snapshot, keys: Sequence[Place]) -> set[int] | None:
    """Documents that hold each of `keys`; None without any to go by."""
    holding: set[int] | None = None
    for space, key in keys:
        numbers = snapshot.postings(space, key)[0]
        holding = set(numbers) if holding is None else holding.intersection(numbers)
    return holding


def others(read: Typed, titles: Vocabulary) -> Iterator[str]:
    """A few other beginnings that the last word may stand for, the likeliest first."""
    return islice(_others(read.written, read.last, titles), OTHERS)


def _others(typed: str, key: str, titles: Vocabulary) -> Iterator[str]:
    """Other beginnings that `typed` may stand for, the likeliest first."""
    met = {key}
    for other in readings(typed, key, titles.begins, titles.begins):
        if other not in met and len(other) > 1 and titles.starting(other, 1):
            met.add(other)
            yield other


def readings(typed: str, key: str, begins: Callable[[str], bool], known: Callable[[str], object]) -> Iterator[str]:
    """What `typed` may be in another layout, another script or without its error; of the latter two what is `known`."""
    yield from map(tokens.key, layouts.readings(typed))
    yield from (word for word, _ in transliteration.readings(typed, begins, known))
    if LEAST_MISTYPED <= len(key) <= transliteration.LONGEST:
        near = [(edits.cost(key, other), other) for other in _one_error(key) if known(other)]
        yield from (other for _, other in sorted(near))


def _one_error(word: str) -> set[str]:
    """Every beginning one typing error away; a letter more at the very end would be no error yet."""
    letters = _LETTERS[word.isascii()]
    cuts = [(word[:place], word[place:]) for place in range(len(word))]
    made = {head + tail[1:] for head, tail in cuts}
    made |= {head + tail[1] + tail[0] + tail[2:] for head, tail in cuts[:-1]}
    made |= {head + letter + tail[1:] for head, tail in cuts for letter in letters}
    made |= {head + letter + tail for head, tail in cuts for letter in letters}
    return made - {word}
