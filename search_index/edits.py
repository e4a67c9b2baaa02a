"""How likely a typing error is: the cost of making one word into another.

Weighted insertions, deletions, changes and swaps of neighbouring letters. A finger slips to the next key, letters
that sound alike are confused, doubled letters come out single: such errors cost less than any other.
"""

from __future__ import annotations

from search_index import layouts

PLAIN, SLIP, SOUND, DOUBLED, SWAP, FIRST = 1.0, 0.8, 0.7, 0.65, 0.75, 0.15
_ALIKE = (
    "оа еи иі ые ыи ыі еэ іе яа яе юу зс дт бп вф гх гк жш шщ цс чщ йи йі "  # as they sound
    "ie ea oa ou ai ck cs sz iy fv gj dt bp mn kq vw "
)
_SOUNDS_ALIKE = frozenset(pair for both in _ALIKE.split() for pair in (both, both[::-1]))


def cost(typed: str, meant: str) -> float:
    """What it costs to have typed `typed` for `meant`; 0 when they are the same."""
    above: list[float] = []
    row = [0.0]
    for place in range(len(meant)):
        row.append(row[-1] + _alone(meant, place))
    for place, letter in enumerate(typed):
        before, row = row, [row[0] + _alone(typed, place)]
        for other_place, other in enumerate(meant):
            best = min(
                before[other_place + 1] + _alone(typed, place),
                row[other_place] + _alone(meant, other_place),
                before[other_place] + _change(letter, other, place),
            )
            if place and other_place and letter == meant[other_place - 1] and other == typed[place - 1] != letter:
                best = min(best, above[other_place - 1] + SWAP)
            row.append(best)
        above = before
    return row[-1]


def _alone(word: str, place: int) -> float:
    """A letter that stands in one of the words only."""
    if place and word[place] == word[place - 1]:
        return DOUBLED
    return PLAIN + FIRST * (place == 0)


def _change(typed: str, meant: str, place: int) -> float:
    if typed == meant:
        return 0.0
    if typed + meant in _SOUNDS_ALIKE or layouts.other(typed) == meant:
        return SOUND
    return (SLIP if meant in layouts.neighbours(typed) else PLAIN) + FIRST * (place == 0)
