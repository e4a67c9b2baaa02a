"""How stale a published case is, as a sum of parts, and how much good it does to look at it. Nothing else weighs.

A case that was checked just now has 0. One that reached its day, and nothing else, has ``DUE``: everything is to be read
against that.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from math import log2

DUE = 40  # points of a case on the day it is due


@dataclass(frozen=True, slots=True)
class Weight:
    """Points for one of something and the most that all of them give; ``why`` for those who ask."""

    each: float
    most: int
    why: str


WEIGHTS: Mapping[str, Weight] = {
    "age": Weight(
        DUE, 2 * DUE, "Time since the check in shares of its interval: at one whole it is due, at two no worse"
    ),
    "doubt": Weight(30, 30, "Somebody or an alarm asked for a check: nearly as much as being due, added to it"),
    "outdated": Weight(12, 36, "A reader who calls it out of date says what the score is about; three are enough"),
    "not_helped": Weight(6, 30, "Others whom it did not help: half of them had another problem"),
    "misled": Weight(6, 24, "A search led here and was asked as a question all the same: not a word, but a deed"),
    "traffic": Weight(2, 20, "Readers since the check, by doublings: each would have met a mistake"),
    "members": Weight(
        -5, -20, "Trusted members found it correct; four are worth half an interval, never a whole check"
    ),
}

# What a text is worth that waits for somebody, beside staleness: it is as urgent as a case with so many points.
WAITING: Mapping[str, int] = {
    "review": 60,  # somebody finished it and waits for an answer
    "pending": 30,  # written, but nobody was asked yet
    "draft": 10,  # its author goes on when there is time
}
UNREAD = 4.0  # the demand of a text that nobody can read yet: that of a case with seven readers a month


@dataclass(frozen=True, slots=True)
class Facts:
    """What the score is made of. Counts are since the last check."""

    checked_at: datetime
    days: int
    doubted: bool = False
    outdated: int = 0
    not_helped: int = 0
    misled: int = 0
    views: int = 0
    members: int = 0


def parts(facts: Facts, now: datetime) -> dict[str, int]:
    """Points by the name of their weight; those with none are left out."""
    amounts: dict[str, float] = {
        "age": max(0.0, (now - facts.checked_at).total_seconds() / 86400 / facts.days),
        "doubt": int(facts.doubted),
        "outdated": facts.outdated,
        "not_helped": facts.not_helped,
        "misled": facts.misled,
        "traffic": log2(1 + max(0, facts.views)),
        "members": facts.members,
    }
    points = {name: _points(WEIGHTS[name], amount) for name, amount in amounts.items()}
    return {name: number for name, number in points.items() if number}


def _points(weight: Weight, amount: float) -> int:
    bound = min if weight.most > 0 else max
    return round(bound(weight.each * amount, float(weight.most)))


def total(found: Mapping[str, int]) -> int:
    """The score of its parts."""
    return max(0, sum(found.values()))


def demand(views: int, since: datetime | None, now: datetime) -> float:
    """How many will meet it next: readers a month, by doublings, and one. ``since`` when readers began to see it."""
    if since is None:
        return UNREAD
    months = max(1.0, (now - since).total_seconds() / 86400 / 30)
    return 1 + log2(1 + max(0, views) / months)
