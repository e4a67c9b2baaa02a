"""Which part of which text shows why a thing was found.

Word forms are dear, so a cheap look for the beginnings of the words finds the place, and only a short stretch around it
is read properly.
"""

import re
from collections.abc import Sequence
from functools import lru_cache

from portal.core.richtext_text import stripped
from search_index.document import Language
from search_index.snippet import Segment, snippet

LENGTH = 230  # characters shown
STRETCH = 400  # characters read properly
_FOLD = (("ё", "е"), ("ї", "і"), ("є", "е"), ("ґ", "г"))
_ADDRESS = re.compile(r"\]\([^()\s]{0,300}\)|<?https?://\S{0,300}")


def plain(text: str) -> str:
    """Rough plain text of Markdown: quick, never fails."""
    if "](" in text or "://" in text:
        text = _ADDRESS.sub(" ", text)
    return " ".join(stripped(text).split())


@lru_cache(maxsize=256)
def stems(keys: frozenset[str]) -> tuple[str, ...]:
    """Beginnings of the words looked for: enough to find the place, whatever the ending."""
    return tuple(sorted({key[: max(4, len(key) - 2)] if len(key) > 3 else key for key in keys if len(key) > 1}))


def best(parts: Sequence[str], keys: frozenset[str], language: Language) -> list[Segment]:
    """Segments of the stretch of ``parts`` that holds most of the words; else the beginning of the first."""
    beginnings = stems(keys)
    chosen, most, at = "", -1, 0
    for part in parts:
        count, place = _densest(_folded(part), beginnings)
        if count > most and not part.isspace():
            chosen, most, at = part, count, place
            if count == len(beginnings):
                break
    start = max(0, at - STRETCH // 4)
    if start:
        start = chosen.find(" ", start, at) + 1 or start
    end = start + STRETCH
    found = snippet(plain(chosen[start:end]), keys, language, LENGTH)
    if start and found and found[0][0] != "…":
        found.insert(0, ("…", False))
    if end < len(chosen) and found and found[-1][0] != "…":
        found.append(("…", False))
    return found


def _folded(text: str) -> str:
    """Letters that are one in the index, in the same places. Quicker than ``translate`` by far."""
    lower = text.lower()
    for letter, plain in _FOLD:
        if letter in lower:
            lower = lower.replace(letter, plain)
    return lower


def _densest(folded: str, beginnings: Sequence[str]) -> tuple[int, int]:
    """How many different beginnings stand near one another at most, and where that stretch begins."""
    places = []
    for number, beginning in enumerate(beginnings):
        at = folded.find(beginning)
        for _ in range(8):
            if at < 0:
                break
            if at == 0 or not folded[at - 1].isalnum():
                places.append((at, number))
            at = folded.find(beginning, at + 1)
    places.sort()
    most, where = 0, 0
    for index, (at, _number) in enumerate(places):
        near = {number for place, number in places[index : index + 24] if place < at + LENGTH}
        if len(near) > most:
            most, where = len(near), at
    return most, where
