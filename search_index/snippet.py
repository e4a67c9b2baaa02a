"""The piece of a text that shows why it was found, with the words that were found told apart.

Gives plain text in segments, never HTML: a template escapes each and marks the matching ones.
"""

from __future__ import annotations

from collections.abc import Iterable

from search_index import analysis, tokens
from search_index.beginnings import BEGINNINGS, of_keys
from search_index.document import Language
from search_index.query import parse

LONGEST_TEXT = 20_000  # characters of a text that are read for the best place
_ELLIPSIS = "…"

Segment = tuple[str, bool]


def query_keys(text: str) -> frozenset[str]:
    """Every key that counts as a match for the words and phrases of a query text."""
    parsed = parse(text)
    return frozenset(analysis.terms(" ".join((parsed.words, *parsed.phrases))))


def snippet(text: str, keys: frozenset[str], language: Language | None = None, length: int = 220) -> list[Segment]:
    """About `length` characters of `text` around most of `keys`, as (piece, is a match) in order.

    White space is folded to single spaces. Words match by any of their forms; `language` is the text's.
    Without a match, the beginning. An empty text gives an empty list.
    """
    plain = " ".join(tokens.compose(text[:LONGEST_TEXT]).split())
    spans = _matches(plain, keys, language)
    start, end = _window(plain, spans, max(1, length))
    shown = [(max(a, start), min(b, end)) for a, b in spans if a < end and b > start]
    segments = _cut(plain, start, end, shown)
    if start > 0:
        segments.insert(0, (_ELLIPSIS, False))
    if end < len(plain):
        segments.append((_ELLIPSIS, False))
    return segments


def _matches(plain: str, keys: frozenset[str], language: Language | None) -> list[tuple[int, int]]:
    """Places of matching words, in order, none within another."""
    wanted, begins = of_keys(keys), BEGINNINGS
    likely = [place for place in tokens.places(plain) if begins[place.group()] in wanted]
    if not likely:
        return []
    found = analysis.token_keys(analysis.known_language(plain, language))
    return [place.span() for place in likely if not keys.isdisjoint(found[place.group()])]


def _window(plain: str, spans: Iterable[tuple[int, int]], length: int) -> tuple[int, int]:
    """The stretch of `length` that holds most matches, begun and ended between words."""
    places = [start for start, _ in spans]
    if len(plain) <= length:
        return 0, len(plain)
    best, most, last = 0, 0, 0
    for first, place in enumerate(places):
        while last < len(places) and places[last] < place + length * 3 // 4:
            last += 1
        if last - first > most:
            best, most = place, last - first
    start = 0 if best < length // 2 else best - length // 4
    if start:
        space = plain.find(" ", start, best)
        start = space + 1 if space >= 0 else start
    end = min(len(plain), start + length)
    if end < len(plain):
        space = plain.rfind(" ", start + length // 2, end)
        end = space if space > 0 else end
    return start, end


def _cut(plain: str, start: int, end: int, spans: Iterable[tuple[int, int]]) -> list[Segment]:
    segments: list[Segment] = []
    for begin, stop in spans:
        if begin > start:
            segments.append((plain[start:begin], False))
        segments.append((plain[begin:stop], True))
        start = stop
    if end > start:
        segments.append((plain[start:end], False))
    return segments
