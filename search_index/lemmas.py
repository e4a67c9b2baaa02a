"""Dictionary forms: a lower-case word of one language -> the words it may be a form of.

Russian: every parse of pymorphy3, because "стали" is both "сталь" and "стать" and only the other words
of the query can tell. Ukrainian: simplemma read from its compressed stream (9 MB in memory instead of
70), with a light ending stripped on top. English: Snowball. Dictionaries load at the first word.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Any

import snowballstemmer

MOST_LEMMAS = 4  # of one word; guesses for unknown words beyond this are noise
_CACHED_WORDS = 50_000  # about 12 MB a language when full

# Where a Ukrainian word loses its apostrophe in hasty typing: after a lip sound or r, before я ю є ї.
_LOST_APOSTROPHE = re.compile("(?<=[бпвмфрзкднл])(?=[яюєї])")
# Endings of Ukrainian dictionary forms; what remains must keep four letters to stay a word.
_UK_ENDING = re.compile("(?<=[а-яіїєґ']{3})(?:ся|сь|ий|ій|ая|яя|а|я|о|е|и|і|у|ю|ь|й)$")
# Endings of nouns and adjectives, longest first, for words that the Ukrainian dictionary does not hold.
_UK_INFLECTION = re.compile(
    "(?<=[а-яіїєґ']{4})(?:ими|іми|ого|ому|ами|ями|ові|еві|єві|ої|ою|ею|єю|ій|ім|им|их|іх|ий"
    "|ах|ях|ам|ям|ів|їв|ом|ем|єм|а|у|е|і|и|о|ю|я|ь|й)$"
)


@lru_cache(maxsize=1)
def _russian() -> Any:
    import pymorphy3

    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=1)
def _ukrainian() -> Any:
    from simplemma import Lemmatizer
    from simplemma.strategies import DefaultStrategy

    return Lemmatizer(lemmatization_strategy=DefaultStrategy(low_memory=True), cache_max_size=1)


@lru_cache(maxsize=1)
def _english() -> Any:
    return snowballstemmer.stemmer("english")


@lru_cache(maxsize=_CACHED_WORDS)
def russian(word: str) -> tuple[str, ...]:
    """Normal forms over all parses of `word`, most likely first, at most `MOST_LEMMAS`."""
    forms = dict.fromkeys(parse.normal_form for parse in _russian().parse(word))
    return tuple(forms)[:MOST_LEMMAS] or (word,)


@lru_cache(maxsize=_CACHED_WORDS)
def ukrainian(word: str) -> tuple[str, ...]:
    """The dictionary form of `word`, light ending stripped; a lost apostrophe is put back first."""
    lemma = _ukrainian().lemmatize(word, lang="uk").lower()
    if lemma == word and "'" not in word and not knows_ukrainian(word):
        restored = _LOST_APOSTROPHE.sub("'", word, count=1)
        if restored != word and knows_ukrainian(restored):
            lemma = _ukrainian().lemmatize(restored, lang="uk").lower()
    if lemma == word and not knows_ukrainian(word):
        return (_UK_INFLECTION.sub("", word),)
    return (_UK_ENDING.sub("", lemma) or lemma,)


@lru_cache(maxsize=_CACHED_WORDS)
def english(word: str) -> tuple[str, ...]:
    """The Snowball stem of `word`; the possessive ending is not part of the word."""
    plain = word.removesuffix("'s").replace("'", "")
    return (_english().stemWord(plain) or word,)


def knows_russian(word: str) -> bool:
    """Whether the Russian dictionary holds `word` itself, rather than guessing at it."""
    return bool(_russian().word_is_known(word))


def knows_ukrainian(word: str) -> bool:
    """Whether the Ukrainian dictionary holds `word` itself."""
    from simplemma.strategies.dictionaries import LOW_MEMORY_DICTIONARY_FACTORY

    return LOW_MEMORY_DICTIONARY_FACTORY.get_dictionary("uk").get(word) is not None
