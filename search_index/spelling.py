"""What was meant: typing errors, another keyboard layout, the letters of another script.

A word that finds something the reader may see is never touched, however rare. Each of the others is read in three
ways: as typed on another layout (`layouts`), as a transliteration (`transliteration`), and as a misspelling of a near
word (`edits`); where none of them fits, a misspelling in another layout or script is tried. What fits best, at the
least cost, is offered; of equals the word that stands in more documents.

For an engine: keep a `WordBook` beside the postings, and give `correct` its vocabulary for the reader's audiences and a
`Sees`, which asks the postings. Nothing else of the engine is needed.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass
from heapq import nsmallest
from typing import NamedTuple

from search_index import analysis, edits, irregular, layouts, lemmas, tokens, transliteration
from search_index.engine import Correction
from search_index.noting import SHORTEST
from search_index.query import searched
from search_index.scoring import Sees
from search_index.wordbook import Vocabulary

MOST_MENDED = 8  # words of one text; more is another text
MOST_ASKED = 40  # near words whose postings are looked into
OPTIONS = 4  # for one word
LEAST_LETTERS = 4  # of a misspelled word; below it everything is near everything
TWO_ERRORS = 7  # letters from which on a word may have two of them
LONGEST_WORD = 32
LAYOUT, TO_CYRILLIC, TO_LATIN, MIXED = 0.1, 0.2, 0.4, 0.5  # what these cost beside a misspelling, which costs its edits
LEMMA = 0.15  # and another form of a word that is there
COMMON = 0.035  # what a word gains each time the documents that hold it double

_WORD = re.compile(rf"[^\W\d_]+(?:[{tokens.APOSTROPHES}][^\W\d_]+)*[{tokens.APOSTROPHES}]?")
_NO_APOSTROPHES = str.maketrans("", "", tokens.APOSTROPHES)
_CODE = re.compile(r"[\d_@/\\]")
_ENDS = re.compile(r"(?:'s|ing|ers?|e[ds]|ly|[sd])$")
_STARTS_AGAIN = ("", "s", "es", "d", "ed", "e", "ing", "ly")


class Option(NamedTuple):
    """One way to read a word; `shown` is what to offer when it is known already, otherwise `word` is a key to ask for."""

    cost: float
    word: str
    kind: str
    shown: str = ""


@dataclass(frozen=True, slots=True)
class Spot:
    """A place of the text whose word finds nothing, and what it may mean, the likeliest first."""

    start: int
    end: int
    options: tuple[Option, ...]


def correct(text: str, vocabulary: Vocabulary, sees: Sees, limit: int = 3) -> list[Correction]:
    """What may have been meant by `text`, best first; operators, quotes and known words stay as they are."""
    composed = tokens.compose(text)
    spots = _throughout(composed, list(_spots(composed, vocabulary, sees)), sees)
    if not spots:
        return []
    best = [spot.options[0] for spot in spots]
    chosen = [best]
    for place, spot in enumerate(spots):
        chosen += [[*best[:place], option, *best[place + 1 :]] for option in spot.options[1:]]
    chosen.sort(key=lambda options: sum(option.cost for option in options))
    made = (_correction(composed, spots, options) for options in chosen)
    return list({each.text: each for each in made if each.text != composed}.values())[: max(0, limit)]


def _correction(text: str, spots: list[Spot], options: list[Option]) -> Correction:
    pieces, last = [], 0
    for spot, option in zip(spots, options, strict=True):
        pieces += [text[last : spot.start], option.shown]
        last = spot.end
    worst = max(options, key=lambda option: option.cost)
    return Correction("".join((*pieces, text[last:])), worst.kind, round(1 / (1 + max(0.0, worst.cost)), 4))


def _spots(text: str, vocabulary: Vocabulary, sees: Sees) -> Iterator[Spot]:
    mended = 0
    for start, end in _chunks(text):
        chunk = text[start:end]
        unknown = [match for match in _WORD.finditer(chunk) if not _known(match.group(), vocabulary, sees)]
        if not unknown:
            continue
        if layouts.SIGNS.intersection(chunk) and (spot := _signs_as_letters(chunk, start, vocabulary, sees)):
            yield spot
            continue
        for match in unknown if not _CODE.search(chunk) else ():
            mended += 1
            if mended > MOST_MENDED:
                return
            quoted = chunk[match.start() - 1 : match.start()] in tuple(tokens.APOSTROPHES)
            word = match.group().rstrip(tokens.APOSTROPHES) if quoted else match.group()
            if options := tuple(_options(word, vocabulary, sees)):
                begin = start + match.start()
                yield Spot(begin, begin + len(word), options)


def _chunks(text: str) -> Iterator[tuple[int, int]]:
    """What stands between white space in the searched parts of a text."""
    for start, end in searched(text):
        for match in re.finditer(r"\S+", text[start:end]):
            yield start + match.start(), start + match.end()


def _known(word: str, vocabulary: Vocabulary, sees: Sees) -> bool:
    """Whether a word needs no mending: it stands in something the reader may see, or is a form of one that does."""
    if len(word) > LONGEST_WORD or sees("raw", tokens.key(word.lower())):
        return True  # mostly so, and no dictionary had to be asked
    for raw, forms in analysis.forms(word, None):
        if sees("raw", raw):
            return True
        if any(sees("lemma", form) for form in forms) and _is_form(raw, word.lower(), vocabulary):
            return True
    return False


def _is_form(raw: str, word: str, vocabulary: Vocabulary) -> bool:
    """Whether a word is a form of its dictionary form, rather than an error that happens to be cut down to it."""
    if not raw.isascii():
        return _is_in_dictionary(word)
    if word in irregular.english():
        return True
    stem = _ENDS.sub("", raw)
    return any(vocabulary.count(stem + ending) for ending in _STARTS_AGAIN)


def _is_in_dictionary(word: str) -> bool:
    """Whether a lower-case word is Russian or Ukrainian, so that nobody meant "printed" by a принтер that we do not have."""
    return not word.isascii() and (lemmas.knows_russian(word) or lemmas.knows_ukrainian(word))


def _signs_as_letters(chunk: str, start: int, vocabulary: Vocabulary, sees: Sees) -> Spot | None:
    """`;fkj,f`, whose signs are letters of жалоба in another layout; signs at its end may be just signs."""
    for kept in dict.fromkeys((chunk, chunk.rstrip(",.;:!?\"'"), chunk.strip("\"'[](){},.;:!?"))):
        for reading in layouts.readings(kept):
            if _WORD.fullmatch(reading) and len(reading) > 2 and _known(reading, vocabulary, sees):
                begin = start + chunk.index(kept)
                shown = _shown(reading, vocabulary)
                return Spot(begin, begin + len(kept), (Option(LAYOUT, reading, "layout", shown),))
    return None


def _options(word: str, vocabulary: Vocabulary, sees: Sees) -> list[Option]:
    """The likeliest readings of one unknown word that stand in something the reader may see."""
    key = tokens.key(word.lower().translate(_NO_APOSTROPHES))
    found = list(_in_layout(word, vocabulary, sees))
    if found and len(key) >= LEAST_LETTERS:
        return _offered(found, word, key, vocabulary, sees)
    found += [*_in_script(word, vocabulary, sees), *misspelled(key, vocabulary)]
    if not found and not _is_in_dictionary(word.lower()):
        for kind, others in (("layout", layouts.readings(word)), ("transliteration", transliteration.plain(word))):
            nearby = (near for other in others for near in misspelled(tokens.key(other), vocabulary))
            found += [Option(near.cost + MIXED, near.word, kind) for near in nearby]
    return _offered(found, word, key, vocabulary, sees)


def _offered(found: list[Option], word: str, key: str, vocabulary: Vocabulary, sees: Sees) -> list[Option]:
    best: dict[str, Option] = {}
    for option in nsmallest(MOST_ASKED, found):
        if option.word not in best and option.word != key and (option.shown or sees("raw", option.word)):
            best[option.word] = option._replace(shown=option.shown or vocabulary.written(option.word, word))
            if len(best) == OPTIONS:
                break
    return list(best.values())


def _in_layout(word: str, vocabulary: Vocabulary, sees: Sees) -> Iterator[Option]:
    """Readings in another layout that are words as they are."""
    for reading in layouts.readings(word):
        key = tokens.key(reading)
        if len(key) > 1 and _WORD.fullmatch(reading) and _known(reading, vocabulary, sees):
            cost = LAYOUT + LEMMA * (not vocabulary.count(key)) - _gain(key, vocabulary)
            yield Option(cost, key, "layout", _shown(reading, vocabulary))


def _in_script(word: str, vocabulary: Vocabulary, sees: Sees) -> Iterator[Option]:
    """Readings in another script that are words as they are."""
    if len(word) < SHORTEST:
        return
    for key, cost in transliteration.readings(word, vocabulary.begins, vocabulary.count):
        script = TO_LATIN if key.isascii() else TO_CYRILLIC
        yield Option(script + cost - _gain(key, vocabulary), key, "transliteration")
    for reading in transliteration.plain(word):
        key = tokens.key(reading)
        if not vocabulary.count(key) and _WORD.fullmatch(reading) and _known(reading, vocabulary, sees):
            yield Option(TO_LATIN + LEMMA, key, "transliteration", reading)


def _shown(reading: str, vocabulary: Vocabulary) -> str:
    """A reading as it is mostly written; as it was read, when only other forms of it are known."""
    key = tokens.key(reading)
    return vocabulary.written(key, reading) if vocabulary.count(key) else reading


def misspelled(key: str, vocabulary: Vocabulary, two_errors: int = TWO_ERRORS) -> list[Option]:
    """The words that are one error away; from `two_errors` letters on, and when there are none, those at two."""
    if not LEAST_LETTERS <= len(key) <= LONGEST_WORD:
        return []
    near = vocabulary.near(key, 1)
    if not near and len(key) >= two_errors:
        near = vocabulary.near(key, 2)
    return [Option(edits.cost(key, word) - _gain(word, vocabulary), word, "spelling") for word, _ in near]


def _gain(key: str, vocabulary: Vocabulary) -> float:
    return COMMON * math.log2(1 + vocabulary.count(key))


def _throughout(text: str, spots: list[Spot], sees: Sees) -> list[Spot]:
    """A text typed in another layout was so throughout: also words of one letter, which are too short to tell, and words
    of the dictionary that nothing here holds."""
    if not any(spot.options[0].kind == "layout" for spot in spots):
        return spots
    taken = [(spot.start, spot.end) for spot in spots]
    more = [
        Spot(start, end, (Option(LAYOUT, reading, "layout", reading),))
        for start, end in _chunks(text)
        if not any(begin < end and start < finish for begin, finish in taken)
        for reading in _certain(text[start:end], sees)[:1]
    ]
    return sorted([*spots, *more], key=lambda spot: spot.start)


def _certain(chunk: str, sees: Sees) -> list[str]:
    """Readings of an unknown word in another layout that are words without doubt."""
    if len(chunk) > 1 and sees("raw", tokens.key(chunk.lower())):
        return []
    return [
        reading
        for reading in layouts.readings(chunk)
        if _WORD.fullmatch(reading)
        and (sees("raw", tokens.key(reading)) or (len(chunk) > 1 and _is_in_dictionary(reading)))
    ]
