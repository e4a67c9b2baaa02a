"""Everything the gatherer goes by, read before anything is written: so that readers and writers of the portal need not
wait while the search log is counted."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func, select

from portal.cases.models import Case
from portal.core import clock
from portal.core.db import db
from portal.core.visibility import Status
from portal.gaps import measures
from portal.gaps.models import ENDED, LIVE, Gap, GapQuestion, State
from portal.gaps.queries import demand, searched
from portal.gaps.queries.demand import Wish
from portal.gaps.queries.searched import Try
from portal.questions.models import Question
from portal.search.models import SearchLog
from portal.search.queries.funnel import FAILED, many


@dataclass(frozen=True, slots=True)
class Picture:
    """``published``: case -> when readers first saw it, for cases that they see now. ``missed``: gap -> searches that
    failed since it was closed; of one that stands, those of the last days that must be quiet. ``curated``: gap without
    a case -> the case that was made of one of its questions. ``questions``: those of the wishes that exist."""

    now: datetime
    wishes: Mapping[str, Wish]
    tries: Mapping[str, Sequence[Try]]
    published: Mapping[int, datetime]
    missed: Mapping[int, int]
    curated: Mapping[int, int]
    questions: frozenset[int]


def picture() -> Picture:
    """About a dozen queries, whatever there is to count."""
    now = clock.now()
    live = frozenset(db.session.scalars(select(Gap.key).where(Gap.state.in_(LIVE))))
    wishes = demand.wishes(now, live)
    closed = db.session.scalars(select(Gap.key).where(Gap.state == State.CLOSED.value))
    wanted = {key for key, wish in wishes.items() if wish.demand >= measures.LEAST}
    curated = _curated()
    return Picture(
        now,
        wishes,
        searched.tries(live | wanted | (set(closed) & set(wishes))),
        _published(set(curated.values())),
        _missed(now),
        curated,
        _there({number for wish in wishes.values() for number in wish.questions}),
    )


def _published(adopted: set[int]) -> dict[int, datetime]:
    of_gaps = select(Gap.case_id).where(Gap.state.in_(LIVE), Gap.case_id.is_not(None))
    query = select(Case.id, Case.published_at).where(
        Case.id.in_(of_gaps) | Case.id.in_(adopted), Case.status == Status.LIVE.value, Case.published_at.is_not(None)
    )
    return {number: at for number, at in db.session.execute(query) if at is not None}


def _missed(now: datetime) -> dict[int, int]:
    log, quiet = SearchLog.__table__.c, now - timedelta(days=measures.QUIET_DAYS)
    query = (
        select(Gap.id, many(FAILED))
        .join(SearchLog, SearchLog.group_key == Gap.key)
        .where(Gap.state != State.DISMISSED.value, log.at > func.coalesce(Gap.ended_at, quiet))
        .group_by(Gap.id)
    )
    return {number: int(count) for number, count in db.session.execute(query)}


def _curated() -> dict[int, int]:
    query = (
        select(GapQuestion.gap_id, Case.id)
        .join(Gap, Gap.id == GapQuestion.gap_id)
        .join(Question, Question.id == GapQuestion.question_id)
        .join(Case, Case.id == Question.curated_case_id)
        .where(Gap.state.in_(LIVE), Gap.case_id.is_(None), Case.status != Status.DELETED.value)
        .order_by(Case.id.desc())
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def _there(numbers: set[int]) -> frozenset[int]:
    return frozenset(db.session.scalars(select(Question.id).where(Question.id.in_(numbers))))


def forgotten(before: datetime) -> list[int]:
    """Gaps that ended before then and were never wanted by many."""
    query = select(Gap.id).where(Gap.state.in_(ENDED), Gap.ended_at < before, Gap.peak < measures.OFTEN)
    return list(db.session.scalars(query))
