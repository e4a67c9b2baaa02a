"""The one word-form chain: every engine, snippet and suggestion sees text only through this module.

A word becomes a raw key (as written, folded) and the keys of its dictionary forms. Engines index both,
so that any form finds any other and the exact form still counts for more. Which dictionary is asked
depends on the document's language, on letters that only one language has, and, where neither tells, on
both: a query of three Cyrillic letters may be Russian or Ukrainian.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from search_index import lemmas, noting, tokens
from search_index.document import LANGUAGES, Language

# Raised whenever the same text would give other terms: an index built under another number is outdated.
FORM = 4
_KEPT_READINGS = 20_000  # a language
_KEPT_KEYS = 8_000  # the same, for snippets: what a page shows

_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LATIN = re.compile("[A-Za-z]")
_ONLY_RUSSIAN = re.compile("[ыэъё]")
_ONLY_UKRAINIAN = re.compile("[іїєґ]")
# Frequent short words that only one of the two languages writes so, for texts without telling letters.
_RUSSIAN_WORDS = frozenset(
    """
    как что не где когда или если нет есть можно нужно почему после меня мне чтобы только уже
    еще его она они мой моя мои ли бы надо кто чем
    """.split()  # noqa: SIM905
)
_UKRAINIAN_WORDS = frozenset(
    """
    як що де коли або чи якщо немає можна треба чому після мене щоб тільки вже ще його вона
    вони та це цей ця до був була було хто чим над зараз дуже
    """.split()  # noqa: SIM905
)


class Word(NamedTuple):
    """One word of a text. `start`/`end` are offsets in `tokens.compose(text)`.

    `position` counts words; the parts of a compound follow one another and the whole stands with the first.
    """

    raw: str
    lemmas: tuple[str, ...]
    position: int
    start: int
    end: int


def detect_language(text: str) -> Language:
    """The likeliest of ru, uk, en: by telling letters, then by frequent words; Latin text is en.

    A Cyrillic text that shows neither is called Russian. Reads at most the first 4,000 characters.
    """
    return _certain_language(text) or ("ru" if _CYRILLIC.search(text[:4000]) else "en")


def _certain_language(text: str) -> Language | None:
    """Like `detect_language`, but None where nothing in the text tells Russian from Ukrainian."""
    sample = tokens.compose(text[:4000]).lower()
    cyrillic = len(_CYRILLIC.findall(sample))
    if cyrillic * 2 < len(_LATIN.findall(sample)) or not cyrillic:
        return "en"
    russian = len(_ONLY_RUSSIAN.findall(sample))
    ukrainian = len(_ONLY_UKRAINIAN.findall(sample))
    if russian == ukrainian:
        words = re.findall(r"\w+", sample)
        russian = sum(word in _RUSSIAN_WORDS for word in words)
        ukrainian = sum(word in _UKRAINIAN_WORDS for word in words)
    if russian == ukrainian:
        return None
    return "ru" if russian > ukrainian else "uk"


def words(text: str, language: Language | None = None) -> Iterator[Word]:
    """Every word of `text` in order, with its forms; `language` None means: find out, else try several."""
    composed = tokens.compose(text)
    known = language or _certain_language(composed)
    position = 0
    for token in tokens.tokenise(composed):
        whole, parts = _forms(token.whole, token.parts, known)
        if whole is not None:
            yield Word(*whole, position, token.start, token.end)
        for raw, forms in parts:
            yield Word(raw, forms, position, token.start, token.end)
            position += 1
        position += not parts


def known_language(text: str, language: Language | None) -> Language | None:
    """`language`, or what a text shows of itself: what `words` reads it by."""
    return language or _certain_language(text)


def forms(written: str, known: Language | None) -> Iterator[tuple[str, tuple[str, ...]]]:
    """(raw key, dictionary forms) of a token as written and of its parts: what `words` gives, without the places."""
    whole, parts = tokens.read(written)
    if whole:
        own, of_parts = _forms(whole, parts, known)
        yield from ((own, *of_parts) if own is not None else of_parts)


class Reading(NamedTuple):
    """What stands between two spaces: the raw keys that follow one another, the wholes of compounds, each with the number
    of the raw key it stands beside, the dictionary forms of all, and the words that the books note of it in a text and
    in a title."""

    spoken: tuple[str, ...]
    wholes: tuple[tuple[str, int], ...]
    forms: tuple[str, ...]
    words: tuple[str, ...]
    titled: tuple[str, ...]


class _Readings(dict[str, Reading]):
    """What stands between two spaces -> its reading in one language; makes what is missing."""

    def __init__(self, language: Language) -> None:
        super().__init__()
        self._language = language

    def __missing__(self, stretch: str) -> Reading:
        found = _reading(stretch, self._language)
        if len(stretch) <= tokens.LONGEST_KEY:
            if len(self) >= _KEPT_READINGS:
                self.clear()
            self[stretch] = found
        return found


def _reading(stretch: str, language: Language) -> Reading:
    spoken: list[str] = []
    wholes: list[tuple[str, int]] = []
    forms: list[str] = []
    written = [match.group() for match in tokens.places(stretch)]
    for token in written:
        whole, parts = tokens.read(token)
        own, of_parts = _forms(whole, parts, language) if whole else (None, ())
        if own is not None and of_parts:
            wholes.append((own[0], len(spoken)))
        every = (own, *of_parts) if own is not None else of_parts
        forms.extend(form for _, several in every for form in several)
        spoken.extend(raw for raw, _ in of_parts or every)
    words, titled = (tuple(chain.from_iterable(map(noted, written))) for noted in (noting.of_text, noting.of_title))
    return Reading(tuple(spoken), tuple(wholes), tuple(forms), words, titled)


_READINGS: dict[Language, _Readings] = {language: _Readings(language) for language in LANGUAGES}


def readings(text: str, language: Language) -> list[Reading]:
    """A whole text as `words` reads it, for those who read many: no token spans a space, and most of what stands between
    two of them was met before."""
    return list(map(_READINGS[language].__getitem__, tokens.compose(text).split()))


class TokenKeys(dict[str, tuple[str, ...]]):
    """Token as written -> all its keys and those of its parts, as `forms` gives them; makes what is missing."""

    def __init__(self, known: Language | None) -> None:
        super().__init__()
        self._known = known

    def __missing__(self, written: str) -> tuple[str, ...]:
        if len(self) >= _KEPT_KEYS:
            self.clear()
        keys = (key for raw, several in forms(written, self._known) for key in (raw, *several))
        found = self[written] = tuple(dict.fromkeys(keys))
        return found


_TOKEN_KEYS = {known: TokenKeys(known) for known in (*LANGUAGES, None)}


def token_keys(known: Language | None) -> TokenKeys:
    """By which keys tokens are found in a text that is read as `known`, see `known_language`."""
    return _TOKEN_KEYS[known]


def terms(text: str, language: Language | None = None) -> list[str]:
    """All keys under which `text` is found: dictionary forms, then the raw form, each once, in order."""
    found: dict[str, None] = {}
    for word in words(text, language):
        found.update(dict.fromkeys((*word.lemmas, word.raw)))
    return list(found)


def load() -> dict[Language, Exception]:
    """Read the dictionaries of all languages, which otherwise happens at the first word of each. Gives those that cannot
    be read, and why; words of these languages raise the same."""
    faults: dict[Language, Exception] = {}
    for language, read in _FIRST_WORDS.items():
        try:
            read()
        except Exception as error:
            faults[language] = error
    return faults


_FIRST_WORDS: dict[Language, Callable[[], object]] = {
    "en": lambda: lemmas.english("questions"),
    "ru": lambda: lemmas.russian("вопросами"),
    "uk": lambda: lemmas.ukrainian("питаннями"),
}


_Forms = tuple[str, tuple[str, ...]]


@lru_cache(maxsize=50_000)
def _forms(whole: str, parts: tuple[str, ...], language: Language | None) -> tuple[_Forms | None, tuple[_Forms, ...]]:
    """Keys of a token and of its parts; a compound itself has no dictionary form but its own spelling."""
    if not parts:
        return _word_forms(whole, language), ()
    raw = tokens.key(whole)
    made = (_word_forms(part, language) for part in parts)
    return ((raw, (raw,)) if raw else None), tuple(forms for forms in made if forms is not None)


def _word_forms(word: str, language: Language | None) -> _Forms | None:
    raw = tokens.key(word)
    if not raw:
        return None
    forms = (tokens.key(form) for form in _dictionary_forms(word, language))
    return raw, tuple(dict.fromkeys(form for form in forms if form)) or (raw,)


def _dictionary_forms(word: str, language: Language | None) -> tuple[str, ...]:
    if len(word) > tokens.LONGEST_KEY or word[0].isdigit():
        return (word,)
    if word.isascii():
        return lemmas.english(word)
    if not _CYRILLIC.search(word):
        return (word,)
    if _ONLY_RUSSIAN.search(word):
        return lemmas.russian(word)
    if _ONLY_UKRAINIAN.search(word) or "'" in word:
        return lemmas.ukrainian(word)
    if language == "ru":
        return lemmas.russian(word)
    if language == "uk":
        return lemmas.ukrainian(word)
    return _of_either(word)


def _of_either(word: str) -> tuple[str, ...]:
    """Forms in each language whose dictionary knows the word; in both when neither does."""
    known = (lemmas.knows_russian(word), lemmas.knows_ukrainian(word))
    russian = lemmas.russian(word) if known[0] or not known[1] else ()
    ukrainian = lemmas.ukrainian(word) if known[1] or not known[0] else ()
    return (*russian, *ukrainian)
