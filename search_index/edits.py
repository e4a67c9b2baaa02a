"""How likely a typing error is: the cost of making one word into another.

Weighted insertions, deletions, changes and swaps of neighbouring letters. A letter left out and two letters swapped can
happen in one way at each place, a wrong letter or one too many in thirty: the fewer ways, the likelier each of them. A
finger slips to the next key, letters that sound alike are confused, doubled letters come out single: less still.
"""

from __future__ import annotations

from search_index import layouts

WRONG, SLIP, SOUND = 1.0, 0.85, 0.75  # another letter: any, one of a key beside, one that sounds alike
ADDED, LEFT_OUT, DOUBLED, SWAPPED = 1.0, 0.7, 0.55, 0.6
FIRST = 0.05  # more for the first letter, which people look at
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
        row.append(row[-1] + _alone(meant, place, LEFT_OUT))
    for place, letter in enumerate(typed):
        before, row = row, [row[0] + _alone(typed, place, ADDED)]
        for other_place, other in enumerate(meant):
            best = min(
                before[other_place + 1] + _alone(typed, place, ADDED),
                row[other_place] + _alone(meant, other_place, LEFT_OUT),
                before[other_place] + _change(letter, other, place),
            )
            if place and other_place and letter == meant[other_place - 1] and other == typed[place - 1] != letter:
                best = min(best, above[other_place - 1] + SWAPPED)
            row.append(best)
        above = before
    return row[-1]


def _alone(word: str, place: int, usual: float) -> float:
    """A letter that stands in one of the words only."""
    if place and word[place] == word[place - 1]:
        return DOUBLED
    return usual + FIRST * (place == 0)


def _change(typed: str, meant: str, place: int) -> float:
    if typed == meant:
        return 0.0
    if typed + meant in _SOUNDS_ALIKE or layouts.other(typed) == meant:
        return SOUND
    return (SLIP if meant in layouts.neighbours(typed) else WRONG) + FIRST * (place == 0)
