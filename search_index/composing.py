"""Text in a normal form of Unicode, at a cost that grows with its length and no faster.

Marks that follow one letter are sorted and joined one by one against each other: a run of a hundred thousand of them
takes seconds, and no other thread runs meanwhile. No language writes more than a few; what stands beyond thirty in a
row is left out, the bound of Unicode's Stream-Safe Text Format (UAX #15).
"""

from __future__ import annotations

import unicodedata
from functools import cache
from typing import Literal

MOST_MARKS = 30  # in a row
_PLACES = range(0x300, 0x20000)  # where marks are; none stands before or behind


def composed(text: str, form: Literal["NFC", "NFD", "NFKC", "NFKD"] = "NFC") -> str:
    """`text` in the normal form, with at most `MOST_MARKS` combining marks in a row. Idempotent."""
    if text.isascii():
        return text
    # Some marks come apart into two, so a run may grow beyond the bound once more.
    return _cut(unicodedata.normalize(form, _cut(text)))


def _cut(text: str) -> str:
    """Only every 31st character is looked at: a longer run of marks holds one of them."""
    marks, length = _marks(), len(text)
    pieces, taken, end = [], 0, 0
    for place in range(MOST_MARKS, length, MOST_MARKS + 1):
        if place < end or text[place] not in marks:
            continue
        start, end = place, place + 1
        while start > taken and text[start - 1] in marks:
            start -= 1
        while end < length and text[end] in marks:
            end += 1
        if end - start > MOST_MARKS:
            pieces.append(text[taken : start + MOST_MARKS])
            taken = end
    return "".join((*pieces, text[taken:])) if pieces else text


@cache
def _marks() -> frozenset[str]:
    """What combines with the letter before it, also what does so only once it has come apart (U+0F73, U+FF9E)."""
    return frozenset(
        char for char in map(chr, _PLACES) if unicodedata.combining(unicodedata.normalize("NFKD", char)[0])
    )
