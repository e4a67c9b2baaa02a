"""From text to tokens: the part of the word-form chain that knows nothing of any language.

A token remembers where it stood in the text (for snippets), how it reads once folded, and the parts it is
made of: `ERR_1234` is itself and `err`, `1234`; `онлайн-чат` is `онлайнчат` and `онлайн`, `чат`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from search_index.composing import composed

# One character of text may be typed in any of these ways for the same Ukrainian or English apostrophe.
APOSTROPHES = "'’ʼ‘`´ʹ′＇‛ʻ"
# Stress marks, soft hyphens, joiners and direction marks sit inside words without being letters of them.
INVISIBLE = "\u0300\u0301\u00ad\u200b-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
LONGEST_KEY = 64  # characters; beyond it lie hashes and pasted data, which nobody types into a search
MOST_PARTS = 16

# Possessive throughout: nothing that comes later could make it give anything back.
_WORD = rf"\w++(?:(?:[{INVISIBLE}]|[{APOSTROPHES}\-‐‑./\\:@+&]\w)\w*+)*+"
_PLAIN = re.compile(_WORD)
_SIGNED = re.compile(rf"(?<!\w)[A-Za-z](?:\+\+|#)(?!\w)|{_WORD}")  # C++, C#
_INVISIBLE = re.compile(f"[{INVISIBLE}]")
_APOSTROPHE = re.compile(f"[{APOSTROPHES}]")
_HYPHENS = re.compile("[‐‑-]")
_SEPARATORS = re.compile(r"[\W_]+")
_HUMPS = re.compile(r"(?<=[a-zа-яёіїєґ])(?=[A-ZА-ЯЁІЇЄҐ])|(?<=[^\W\d_])(?=\d)|(?<=\d)(?=[^\W\d_])")
_CYRILLIC = re.compile("[Ѐ-ӿ]")
_LATIN = re.compile("[A-Za-z]")
_FOLD = str.maketrans({"ё": "е", "ї": "і", "є": "е", "ґ": "г", "'": None})
_LOOKALIKE_TO_CYRILLIC = str.maketrans("aceiopxyABCEHIKMOPTX", "асеіорхуАВСЕНІКМОРТХ")


class Token(NamedTuple):
    """`start` and `end` are offsets in the composed (NFC) text; `whole` and `parts` are lower case.

    `whole` keeps apostrophes (as `'`) and ё/ї/є/ґ, because dictionaries need them; `key()` drops them.
    `parts` is empty for a plain word.
    """

    start: int
    end: int
    whole: str
    parts: tuple[str, ...]


def compose(text: str) -> str:
    """`text` in NFC: the form that all offsets of tokens and snippets refer to."""
    return composed(text)


def key(word: str) -> str:
    """How a lower-case word or lemma is stored: ё=е, ї=і, є=е, ґ=г, apostrophes gone. May be empty."""
    return word.translate(_FOLD)[:LONGEST_KEY]


def tokenise(composed: str) -> Iterator[Token]:
    """Every token of a text that went through `compose`, in order. Never yields an empty `whole`."""
    for match in _pattern(composed).finditer(composed):
        whole, parts = _read(match.group())
        if whole:
            yield Token(match.start(), match.end(), whole, parts)


def places(composed: str) -> Iterator[re.Match[str]]:
    """The tokens of a text as they stand and are written, unread: for those who keep what they made of a word."""
    return _pattern(composed).finditer(composed)


def written(text: str) -> list[str]:
    """The tokens of a text as they are written, for those who need no places."""
    composed = compose(text)
    return _pattern(composed).findall(composed)


def _pattern(composed: str) -> re.Pattern[str]:
    """What finds the tokens of a text: most hold no sign that some names end with, and are read quicker."""
    return _SIGNED if "#" in composed or "++" in composed else _PLAIN


def read(written: str) -> tuple[str, tuple[str, ...]]:
    """A token as written -> its `whole`, which may be empty, and its `parts`."""
    return _read(written)


@lru_cache(maxsize=32_768)
def _read(written: str) -> tuple[str, tuple[str, ...]]:
    """A token as written -> its folded whole and its parts."""
    clean = _APOSTROPHE.sub("'", _INVISIBLE.sub("", written)).strip("_")
    clean = _one_script(clean)
    parts = tuple(part for part in _parts(clean) if part)
    lowered = clean.lower()
    # Hyphens separate loosely ("e-mail" is "email"); other signs are part of the name of the thing.
    whole = _HYPHENS.sub("", lowered) if not re.search(r"[\d./\\:@_+&]", lowered) else lowered
    if parts == (whole,):
        parts = ()
    return whole, parts


def _parts(clean: str) -> list[str]:
    pieces: list[str] = []
    for piece in _SEPARATORS.split(clean.replace("'", "ʼ")):
        pieces.extend(_HUMPS.split(piece))
    lowered = [piece.replace("ʼ", "'").lower().strip("'") for piece in pieces]
    if len(lowered) < 2:
        return lowered
    # A lone digit of "3.2.1" or letter of "e-mail" says nothing by itself.
    return [piece for piece in lowered if len(piece) > 1][:MOST_PARTS]


def _one_script(word: str) -> str:
    """A Cyrillic word with Latin look-alikes typed into it (a stray `i`, `c`, `o`) made all Cyrillic."""
    if word.isascii():
        return word
    latin = len(_LATIN.findall(word))
    if not latin or len(_CYRILLIC.findall(word)) <= latin:
        return word
    mended = word.translate(_LOOKALIKE_TO_CYRILLIC)
    return word if _LATIN.search(mended) else mended
