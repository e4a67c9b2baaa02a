"""Which runs of ``*``, ``_`` and ``~~`` belong together: CommonMark's rules, in linear time.

Runs know only their neighbours; the search for an opener remembers below which place it has looked in vain,
so that nothing is looked at twice for the same reason.
"""

from __future__ import annotations

import unicodedata


class Run:
    """A run of one delimiter. ``opens`` and ``closes`` are the tags it begins and ends, inner first."""

    __slots__ = ("can_close", "can_open", "char", "closes", "count", "length", "opens")

    def __init__(self, text: str, start: int, end: int) -> None:
        self.char = text[start]
        self.count = self.length = end - start
        before = text[start - 1] if start else " "
        after = text[end] if end < len(text) else " "
        left = not after.isspace() and (not _punctuation(after) or before.isspace() or _punctuation(before))
        right = not before.isspace() and (not _punctuation(before) or after.isspace() or _punctuation(after))
        word = self.char == "_"
        self.can_open = left and (not word or not right or _punctuation(before))
        self.can_close = right and (not word or not left or _punctuation(after))
        if self.char == "~" and self.length != 2:
            self.can_open = self.can_close = False
        self.opens: list[str] = []
        self.closes: list[str] = []


def match_runs(runs: list[Run]) -> None:
    """Pair delimiters as CommonMark does. ``in_vain`` bounds each kind's search from below: linear in all."""
    openers: list[Run] = []
    in_vain: dict[tuple[str, bool, int], int] = {}
    for run in runs:
        kind = (run.char, run.can_open, run.length % 3)
        while run.can_close and run.count:
            lowest = in_vain.get(kind, 0)
            at = next((n for n in range(len(openers) - 1, lowest - 1, -1) if _pairs(openers[n], run)), None)
            if at is None:
                in_vain[kind] = len(openers)
                break
            del openers[at + 1 :]
            _join(openers[at], run)
            if not openers[at].count:
                openers.pop()
            in_vain = {each: min(floor, len(openers)) for each, floor in in_vain.items()}
        if run.can_open and run.count:
            openers.append(run)


def _pairs(opener: Run, closer: Run) -> bool:
    if opener.char != closer.char:
        return False
    ambiguous = opener.can_close or closer.can_open
    total = opener.length + closer.length
    return not (ambiguous and total % 3 == 0 and (opener.length % 3 or closer.length % 3))


def _join(opener: Run, closer: Run) -> None:
    used = 2 if opener.count > 1 and closer.count > 1 else 1
    tag = "del" if opener.char == "~" else ("em", "strong")[used - 1]
    opener.opens.append(tag)
    closer.closes.append(tag)
    opener.count -= used
    closer.count -= used


def _punctuation(char: str) -> bool:
    return unicodedata.category(char)[0] in "PS"
