"""Gathering: what is wanted now becomes gaps, and gaps that are none any more are closed. The machine does it; doing it
twice changes nothing."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, or_, select

from portal.core import events
from portal.core.db import db
from portal.gaps import measures
from portal.gaps.actions import judge, steps
from portal.gaps.events import GapClosed
from portal.gaps.models import LIVE, Gap, GapQuestion, GapStep, State
from portal.gaps.queries import seeing
from portal.gaps.queries.demand import Wish
from portal.gaps.queries.seeing import Picture

MOST_QUESTIONS = 200  # kept of one gap


@dataclass(slots=True)
class Gathered:
    """How many gaps were opened, opened again, closed, forgotten; and how many there are to work on."""

    opened: int = 0
    reopened: int = 0
    closed: int = 0
    forgotten: int = 0
    live: int = 0


def gather(picture: Picture) -> Gathered:
    """Bring the board up to ``picture``."""
    done = Gathered()
    gaps = _known(picture)
    for key in sorted(picture.wishes.keys() - gaps.keys()):
        if (gap := judge.opened(picture, picture.wishes[key])) is not None:
            db.session.add(gap)
            steps.note(gap, "opened", figure={"demand": gap.demand})
            gaps[key] = gap
            done.opened += 1
    for gap in gaps.values():
        wish = picture.wishes.get(gap.key) or Wish(gap.key)
        _refresh(gap, wish, picture)
        _adopt(gap, picture)
        _settle(gap, wish, picture, done)
    _keep_questions(gaps, picture)
    done.forgotten = _forget(picture.now)
    done.live = sum(gap.state in LIVE for gap in gaps.values())
    return done


def _known(picture: Picture) -> dict[str, Gap]:
    """The gaps that stand, and those of what is wanted now; under a lock, in one order."""
    wanted = sorted(key for key, wish in picture.wishes.items() if wish.demand)
    query = select(Gap).where(or_(Gap.state.in_(LIVE), Gap.key.in_(wanted))).order_by(Gap.id)
    rows = db.session.scalars(query.with_for_update(key_share=True).execution_options(populate_existing=True))
    return {gap.key: gap for gap in rows}


def _refresh(gap: Gap, wish: Wish, picture: Picture) -> None:
    gap.gathered_at = picture.now
    gap.counts, gap.demand = dict.fromkeys(measures.SOURCES, 0) | wish.counts, wish.demand
    gap.peak = max(gap.peak, gap.demand)
    gap.wordings = wish.wordings or gap.wordings
    gap.languages = " ".join(sorted(wish.languages | set(gap.languages.split())))
    weeks = gap.weeks | wish.weeks
    gap.weeks = {week: weeks[week] for week in sorted(weeks)[-measures.WEEKS_KEPT :]}
    gap.tried, gap.served = judge.tried(picture, gap)


def _adopt(gap: Gap, picture: Picture) -> None:
    """A case was made of one of its questions: that is the case it waited for."""
    if gap.state in LIVE and gap.case_id is None and gap.id in picture.curated:
        gap.case_id = picture.curated[gap.id]
        steps.move(gap, State.WRITTEN, "written")


def _settle(gap: Gap, wish: Wish, picture: Picture, done: Gathered) -> None:
    """Close it or open it again, when it is time."""
    if gap.state in LIVE:
        why = judge.over(picture, gap, wish)
        if why:
            done.closed += 1
            figure = {"tried": gap.tried, "served": gap.served}
            steps.move(gap, State.CLOSED, "closed", text=why, figure=figure)
            if gap.case_id is not None and gap.case_id in picture.published:
                events.publish(GapClosed(gap.id, gap.case_id))
    elif judge.back(picture, gap, wish):
        done.reopened += 1
        steps.move(gap, steps.again(gap), "reopened", figure={"demand": gap.demand})


def _keep_questions(gaps: dict[str, Gap], picture: Picture) -> None:
    """Who waits is remembered for longer than the search log knows it."""
    db.session.flush()
    ids = {gap.id for gap in gaps.values()}
    known = {
        (row.gap_id, row.question_id)
        for row in db.session.execute(
            select(GapQuestion.gap_id, GapQuestion.question_id).where(GapQuestion.gap_id.in_(ids))
        )
    }
    for key, gap in gaps.items():
        wish = picture.wishes.get(key)
        new = [number for number in (wish.questions if wish else ()) if number in picture.questions]
        for number in new[:MOST_QUESTIONS]:
            if (gap.id, number) not in known and wish is not None:
                db.session.add(GapQuestion(gap_id=gap.id, question_id=number, how=wish.questions[number]))
    db.session.flush()


def _forget(now: datetime) -> int:
    """What ended long ago and was never wanted by many goes, as its words went from the search log."""
    gone = seeing.forgotten(now - timedelta(days=measures.KEPT_DAYS))
    for model in (GapQuestion, GapStep):
        db.session.execute(delete(model).where(model.gap_id.in_(gone)).execution_options(synchronize_session=False))
    db.session.execute(delete(Gap).where(Gap.id.in_(gone)).execution_options(synchronize_session=False))
    return len(gone)
