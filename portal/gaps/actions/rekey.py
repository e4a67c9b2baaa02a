"""Gaps whose wordings have another key since they were opened: the way to tell forms of a word apart changed. Those that
turn out to be one wish become one gap, with the questions and the timeline of all of them."""

from collections import defaultdict
from collections.abc import Iterator

from sqlalchemy import delete, select, update

from portal.core.db import db
from portal.gaps.models import LIVE, Gap, GapQuestion, GapStep
from portal.search import wording


def rekey() -> int:
    """Give every gap the key its wording has now; returns how many changed or joined another. Twice is once."""
    alike: dict[str, list[Gap]] = defaultdict(list)
    for gap in db.session.scalars(select(Gap).order_by(Gap.id).with_for_update(key_share=True)):
        alike[wording.group_key(wording.of_query(gap.wording)) or gap.key].append(gap)
    moved = list(_joined(alike))
    for _key, gap in moved:  # none may take a key before its owner let it go
        gap.key = f"~{gap.id}"
    db.session.flush()
    for key, gap in moved:
        gap.key = key
    db.session.flush()
    return len(moved)


def _joined(alike: dict[str, list[Gap]]) -> Iterator[tuple[str, Gap]]:
    """(its new key, the gap that stays) of those that change; the others of a wish have gone into it."""
    for key, gaps in alike.items():
        stays = max(gaps, key=_worth)
        for gap in gaps:
            if gap is not stays:
                _join(stays, gap)
        if len(gaps) > 1 or stays.key != key:
            yield key, stays


def _worth(gap: Gap) -> tuple[bool, bool, bool, int, int]:
    """What somebody works on stays."""
    return gap.state in LIVE, gap.case_id is not None, gap.owned, gap.demand, -gap.id


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
    db.session.delete(gap)
