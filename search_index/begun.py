"""Which beginnings of the words of titles are those that are being typed: what a list of suggestions marks.

Only the titles that are shown are looked at. What begins none of their words as it was typed is read as the suggestions
were found: in another layout, another script, without its typing error.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Sequence
from itertools import islice

from search_index import suggesting, tokens
from search_index.snippet import Segment

MOST_TYPED = 12  # words
LEAST = 3  # letters of a word before the last one that may be the beginning of another


class _Shown:
    """The words of the titles, as `suggesting.readings` asks for them."""

    def __init__(self, keys: Iterable[str]) -> None:
        self._ordered = sorted(set(keys))

    def begins(self, prefix: str) -> bool:
        place = bisect_left(self._ordered, prefix)
        return bool(prefix) and place < len(self._ordered) and self._ordered[place].startswith(prefix)

    def count(self, key: str) -> int:
        place = bisect_left(self._ordered, key)
        return int(self._ordered[place : place + 1] == [key])


def marked(titles: Sequence[str], typed: str) -> list[list[Segment]]:
    """Each title as (piece, was typed) in order."""
    composed = [tokens.compose(title) for title in titles]
    shown = _Shown(_key(place.group()) for title in composed for place in tokens.places(title))
    pieces = tokens.compose(typed).split()[-MOST_TYPED:]
    begun = [_meant(piece, shown, last=number == len(pieces)) for number, piece in enumerate(pieces, 1)]
    wanted = sorted((key for key in begun if key), key=len, reverse=True)
    return [_segments(title, wanted) for title in composed]


def _key(written: str) -> str:
    return tokens.key(tokens.read(written)[0])


def _meant(piece: str, shown: _Shown, *, last: bool) -> str:
    """The beginning of a shown word that `piece` stands for; '' for none."""
    read = [_key(written) for written in tokens.written(piece)]
    key = read[-1] if read else ""
    known = shown.begins if last or len(key) >= LEAST else shown.count
    if key and known(key):
        return key
    return next(islice(filter(known, suggesting.readings(piece, key, shown.begins, known)), 1), "") if key else ""


def _segments(title: str, wanted: Sequence[str]) -> list[Segment]:
    segments: list[Segment] = []
    at = 0
    for place in tokens.places(title):
        key = _key(place.group())
        begun = next((each for each in wanted if key == each or (len(each) >= 2 and key.startswith(each))), "")
        if begun:
            end = place.start() + _length(place.group(), len(begun))
            segments += [(title[at : place.start()], False), (title[place.start() : end], True)]
            at = end
    return [segment for segment in (*segments, (title[at:], False)) if segment[0]]


def _length(written: str, letters: int) -> int:
    """How many characters of a word as it is written make so many of its key, which lacks apostrophes and the like."""
    for length in range(letters, len(written)):
        if len(_key(written[:length])) >= letters:
            return length
    return len(written)
