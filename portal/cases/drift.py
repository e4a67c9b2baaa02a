"""What counts as a move under a published case: how a source stood when it was taken over, against how it stands now.

Knows no request and reads nothing. What differs is given as ``{(answer id, kind): (before, after)}``; the answer id is
0 for what is no matter of a source.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from portal.core.visibility import Status, Visibility

# Kinds of alarms, in the order they are shown.
EDITED, GONE, UNACCEPTED, DUPLICATE = "edited", "gone", "unaccepted", "duplicate"
VOTED, OUTDATED, READERS, VERSION = "voted", "outdated", "readers", "version"
NARROWED = "narrowed"
KINDS = (EDITED, GONE, NARROWED, UNACCEPTED, DUPLICATE, VOTED, OUTDATED, READERS, VERSION)
# These wait for an answer even when what raised them is undone: votes come and go.
STAYS = frozenset({VOTED, OUTDATED, READERS})

VOTES_BELOW = 3  # so far must a score fall below what it was
VOICES = 3  # so many readers must call a case out of date since it was checked

LIVE = Status.LIVE.value
# The wider the circle of readers, the smaller the number.
_CIRCLES: Mapping[str, int] = {
    Visibility.PUBLIC: 0,
    Visibility.MEMBERS: 1,
    Visibility.SEGMENT: 2,
    Visibility.COMPANY: 2,
    Visibility.PRIVATE: 3,
    Visibility.STAFF: 4,
}

# What became of an alarm.
STILL_RIGHT, TAKEN_OVER, REVISED = "still_right", "taken_over", "revised"
OBSOLETE, ARCHIVED, WITHDRAWN = "obsolete", "archived", "withdrawn"
PLANS = frozenset({TAKEN_OVER, REVISED})

Key = tuple[int, str]
Moves = dict[Key, tuple[str, str]]


def plain(body: str) -> str:
    """A text without its spaces: when nothing else changed, nothing moved."""
    return " ".join(body.split())


def standing(answer: Any, question: Any) -> str:
    """``live``, or what is not seen any more and why: ``answer.hidden``, ``question.deleted``."""
    if answer.status != LIVE:
        return f"answer.{answer.status}"
    return LIVE if question.status == LIVE else f"question.{question.status}"


def readers(answer: Any, question: Any) -> str:
    """For whom an answer is: never for more than its question."""
    return str(max(answer.visibility, question.visibility, key=_CIRCLES.__getitem__))


def of_sources(rows: Iterable[tuple[Any, Any, Any]], flags: Mapping[int, int], shown_to: str) -> Moves:
    """``rows`` are (source, answer, question); ``flags`` how many call the answer outdated since it was looked at;
    ``shown_to`` the visibility of the case."""
    found: Moves = {}
    for source, answer, question in rows:
        found |= {(answer.id, kind): move for kind, move in _of_one(source, answer, question)}
        now = readers(answer, question)
        if _CIRCLES[now] > max(_CIRCLES[source.visibility], _CIRCLES[shown_to]):
            found[answer.id, NARROWED] = (source.visibility, now)
        if flags.get(answer.id):
            found[answer.id, OUTDATED] = ("0", str(flags[answer.id]))
    return found


def _of_one(source: Any, answer: Any, question: Any) -> Iterable[tuple[str, tuple[str, str]]]:
    if plain(source.body) != plain(answer.body):
        yield EDITED, (str(source.answer_revision), str(answer.revision))
    now = standing(answer, question)
    if source.standing == LIVE != now:
        yield GONE, (source.standing, now)
    if source.accepted and answer.accepted_at is None:
        yield UNACCEPTED, ("accepted", "")
    if question.duplicate_of_id is not None and question.duplicate_of_id != source.duplicate_of_id:
        yield DUPLICATE, ("", str(question.duplicate_of_id))
    if answer.score <= source.score - VOTES_BELOW:
        yield VOTED, (str(source.score), str(answer.score))


def stand(source: Any, answer: Any, question: Any, kinds: Iterable[str] = KINDS) -> None:
    """From now on these are how the source stands today, as far as these kinds go."""
    for kind in kinds:
        if kind == EDITED:
            source.body, source.answer_revision = answer.body, answer.revision
        elif kind == GONE:
            source.standing = standing(answer, question)
        elif kind == NARROWED:
            source.visibility = readers(answer, question)
        elif kind == UNACCEPTED:
            source.accepted = answer.accepted_at is not None
        elif kind == DUPLICATE:
            source.duplicate_of_id = question.duplicate_of_id
        elif kind == VOTED:
            source.score = answer.score


def mark(alarms: Iterable[Any]) -> str:
    """Which alarms somebody looked at, and how far each had moved; '' for none."""
    return ",".join(f"{alarm.id}.{alarm.version}" for alarm in sorted(alarms, key=lambda each: each.id))
