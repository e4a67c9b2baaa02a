"""Gaps whose searches have another key since they were opened: the way to tell forms of a word apart changed. Those that
turn out to be one wish become one gap, with the questions and the timeline of all of them."""

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator

from sqlalchemy import delete, select, update

from portal.core.db import db
from portal.gaps.models import LIVE, Gap, GapQuestion, GapStep, State

WORKED_ON = (State.TAKEN.value, State.WRITTEN.value)


def rekey(moved: Iterable[tuple[str, str]]) -> int:
    """``moved``: key before and key now of each search that the log moved. Gaps follow their searches; returns how many
    changed or joined another. What no search says anything of stays."""
    ways: dict[str, Counter[str]] = defaultdict(Counter)
    for before, now in moved:
        ways[before][now] += 1
    if not ways:
        return 0
    alike: dict[str, list[Gap]] = defaultdict(list)
    for gap in db.session.scalars(select(Gap).order_by(Gap.id).with_for_update(key_share=True)):
        alike[ways[gap.key].most_common(1)[0][0] if gap.key in ways else gap.key].append(gap)
    changed = list(_joined(alike))
    for _key, gap in changed:  # none may take a key before its owner let it go
        gap.key = f"~{gap.id}"
    db.session.flush()
    for key, gap in changed:
        gap.key = key
    db.session.flush()
    return len(changed)


def _joined(alike: dict[str, list[Gap]]) -> Iterator[tuple[str, Gap]]:
    """(its new key, the gap that stays) of those that change; the others of a wish have gone into it."""
    for key, gaps in alike.items():
        stays = max(gaps, key=_worth)
        for gap in gaps:
            if gap is not stays:
                _join(stays, gap)
        if len(gaps) > 1 or stays.key != key:
            yield key, stays


def _worth(gap: Gap) -> tuple[bool, bool, bool, bool, bool, int, int]:
    """What somebody works on stays, then what somebody decided; nobody's wish gives way to either."""
    worked, dismissed = gap.state in WORKED_ON, gap.state == State.DISMISSED
    return worked, dismissed, gap.state in LIVE, gap.case_id is not None, gap.owned, gap.demand, -gap.id


def _join(stays: Gap, gap: Gap) -> None:
    known = select(GapQuestion.question_id).where(GapQuestion.gap_id == stays.id).scalar_subquery()
    asked = (GapQuestion.gap_id == gap.id, GapQuestion.question_id.not_in(known))
    db.session.execute(update(GapQuestion).where(*asked).values(gap_id=stays.id))
    db.session.execute(delete(GapQuestion).where(GapQuestion.gap_id == gap.id))
    db.session.execute(update(GapStep).where(GapStep.gap_id == gap.id).values(gap_id=stays.id))
    stays.wordings = [*stays.wordings, *(each for each in gap.wordings if each not in stays.wordings)]
    stays.languages = " ".join(sorted({*stays.languages.split(), *gap.languages.split()}))
    stays.weeks = {week: stays.weeks.get(week, 0) + gap.weeks.get(week, 0) for week in {**stays.weeks, **gap.weeks}}
    stays.peak = max(stays.peak, gap.peak)
    stays.created_at = min(stays.created_at, gap.created_at)
    if stays.state not in LIVE:
        stays.ended_demand += gap.demand or gap.ended_demand  # being one wish now is no reason to open it again
    _hand_over(stays, gap)
    db.session.delete(gap)


def _hand_over(stays: Gap, gap: Gap) -> None:
    """Who works on it, until when, and the case that was written."""
    if not stays.owned:
        stays.owner_id, stays.team_id = gap.owner_id, gap.team_id
    stays.due_on = stays.due_on or gap.due_on
    if stays.state in LIVE:
        stays.case_id = stays.case_id or gap.case_id
