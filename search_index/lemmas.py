"""Dictionary forms: a lower-case word of one language -> the words it may be a form of.

Russian: every parse of pymorphy3, because "стали" is both "сталь" and "стать" and only the other words
of the query can tell. Ukrainian: see `ukrainian.py`. English: Snowball. Dictionaries load at the first word.
"""

from __future__ import annotations

import threading
from functools import lru_cache
from typing import Any

import snowballstemmer

from search_index import irregular
from search_index.once import Once
from search_index.ukrainian import knows, stems

MOST_LEMMAS = 4  # of one word; guesses for unknown words beyond this are noise
_CACHED_WORDS = 50_000  # about 12 MB a language when full


@Once
def _russian() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


class _English(threading.local):
    """A stemmer keeps the word it works on in itself, so each thread has its own: two at one would mix their words."""

    def __init__(self) -> None:
        self.stem = snowballstemmer.stemmer("english").stemWord


_english = _English()


@lru_cache(maxsize=_CACHED_WORDS)
def russian(word: str) -> tuple[str, ...]:
    """Normal forms over all parses of `word`, most likely first, at most `MOST_LEMMAS`."""
    forms = dict.fromkeys(parse.normal_form for parse in _russian().parse(word))
    return tuple(forms)[:MOST_LEMMAS] or (word,)


@lru_cache(maxsize=_CACHED_WORDS)
def ukrainian(word: str) -> tuple[str, ...]:
    """Stems of the dictionary forms that `word` may be of, most likely first; not for showing."""
    irregular_stems = (stem for form in irregular.ukrainian().get(word, ()) for stem in stems(form))
    return tuple(dict.fromkeys((*irregular_stems, *stems(word))))


@lru_cache(maxsize=_CACHED_WORDS)
def english(word: str) -> tuple[str, ...]:
    """The Snowball stem of `word` and of what it is an irregular form of; the possessive ending is not part of the word."""
    plain = word.removesuffix("'s").replace("'", "")
    own = _english.stem(plain) or word
    of = irregular.english().get(plain)
    return tuple(dict.fromkeys((*map(_english.stem, of), own))) if of else (own,)


def knows_russian(word: str) -> bool:
    """Whether the Russian dictionary holds `word` itself, rather than guessing at it."""
    return bool(_russian().word_is_known(word))


def knows_ukrainian(word: str) -> bool:
    """Whether the Ukrainian dictionary holds `word` itself."""
    return knows(word)
