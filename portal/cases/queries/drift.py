"""How the sources of a case stand against what was taken over, and what waits for a check."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import and_, exists, func, or_, select

from portal.accounts.models import Person
from portal.cases import drift
from portal.cases.life import State
from portal.cases.models import Case, CaseAlarm, CaseFeedback, CaseRevision, CaseSource, SupersededVersion
from portal.core import paging, permissions
from portal.core.db import db
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.core.recounting import counted
from portal.core.visibility import Status
from portal.moderation.models import Flag
from portal.questions.models import Answer, Question

WATCHED = frozenset({State.PUBLISHED.value, State.NEEDS_CHECK.value})


def watched(case: Case) -> bool:
    """Only what readers see as something that holds is watched."""
    return case.status == Status.LIVE.value and case.state in WATCHED


def source_rows(case_id: int) -> list[tuple[CaseSource, Answer, Question]]:
    """Every source of a case as it stands now, whoever may see it."""
    return [
        (source, answer, question)
        for source, answer, question in db.session.execute(
            select(CaseSource, Answer, Question)
            .join(Answer, Answer.id == CaseSource.answer_id)
            .join(Question, Question.id == CaseSource.question_id)
            .where(CaseSource.case_id == case_id)
            .order_by(CaseSource.id)
        )
    ]


def moves(case: Case) -> drift.Moves:
    """Everything that differs now from what the case rests on."""
    found = drift.of_sources(source_rows(case.id), _flags(case.id), case.visibility)
    voices = _voices(case)
    if voices >= drift.VOICES:
        found[0, drift.READERS] = ("0", str(voices))
    return found | _superseded(case)


def _flags(case_id: int) -> dict[int, int]:
    """Answer -> how many flags call it outdated that came since it was looked at and were not put aside."""
    query = (
        select(CaseSource.answer_id, func.count())
        .join(Flag, and_(Flag.kind == "answer", Flag.thing_id == CaseSource.answer_id))
        .where(
            CaseSource.case_id == case_id,
            Flag.reason == "outdated",
            Flag.resolved_at.is_(None),
            Flag.created_at > CaseSource.looked_at,
        )
        .group_by(CaseSource.answer_id)
    )
    return counted(query)


def _voices(case: Case) -> int:
    return (
        db.session.scalar(
            select(func.count()).where(
                CaseFeedback.case_id == case.id,
                CaseFeedback.helped.is_(False),
                CaseFeedback.reason == "outdated",
                CaseFeedback.created_at > case.checked_at,
            )
        )
        or 0
    )


def _superseded(case: Case) -> drift.Moves:
    """The version of a text that is older than the news that it is superseded, unless somebody answered that."""
    if not case.product or not case.product_version:
        return {}
    answered = exists().where(
        CaseAlarm.case_id == case.id,
        CaseAlarm.kind == drift.VERSION,
        CaseAlarm.raised_at >= SupersededVersion.at,
        CaseAlarm.outcome_at.is_not(None),
        CaseAlarm.outcome != drift.WITHDRAWN,
    )
    row = db.session.scalars(
        select(SupersededVersion)
        .join(CaseRevision, and_(CaseRevision.case_id == case.id, CaseRevision.number == case.revision))
        .where(
            SupersededVersion.product == case.product,
            SupersededVersion.product_version == case.product_version,
            SupersededVersion.at >= CaseRevision.created_at,
            ~answered,
        )
    ).first()
    return {} if row is None else {(0, drift.VERSION): (f"{row.product} {row.product_version}", row.newer)}


def open_alarms(case_id: int) -> list[CaseAlarm]:
    """What nobody answered yet, as it is shown."""
    rows = db.session.scalars(select(CaseAlarm).where(CaseAlarm.case_id == case_id, CaseAlarm.outcome_at.is_(None)))
    return sorted(rows, key=lambda alarm: (alarm.answer_id == 0, alarm.answer_id, drift.KINDS.index(alarm.kind)))


def settled_alarms(actor: Actor, case: Case, limit: int = 20) -> Sequence[Any]:
    """What became of earlier alarms, newest first: the alarm, and who answered it."""
    permissions.demand(actor, "case.edit", case)
    return db.session.execute(
        select(CaseAlarm, Person.name.label("by"))
        .outerjoin(Person, Person.id == CaseAlarm.outcome_by_id)
        .where(CaseAlarm.case_id == case.id, CaseAlarm.outcome_at.is_not(None))
        .order_by(CaseAlarm.outcome_at.desc(), CaseAlarm.id.desc())
        .limit(limit)
    ).all()


_FIRST = (
    select(CaseAlarm.case_id, func.min(CaseAlarm.raised_at).label("raised_at"))
    .where(CaseAlarm.outcome_at.is_(None))
    .group_by(CaseAlarm.case_id)
    .subquery()
)
_since = func.coalesce(_FIRST.c.raised_at, Case.updated_at, type_=CaseAlarm.__table__.c.raised_at.type)
NEEDS_CHECK = and_(Case.status == Status.LIVE.value, Case.state == State.NEEDS_CHECK.value)
_TO_CHECK = (
    select(
        Case.id,
        Case.title,
        Case.slug,
        Case.kind,
        Case.language,
        Case.status,
        Case.revision,
        Case.latest_revision,
        _since.label("since"),
        Person.name.label("owner"),
    )
    .outerjoin(_FIRST, _FIRST.c.case_id == Case.id)
    .outerjoin(Person, Person.id == Case.owner_id)
    .where(NEEDS_CHECK)
    .order_by(_since, Case.id)
)


def to_check(actor: Actor, cursor: str = "", size: int = paging.PAGE_SIZE) -> Page[Any]:
    """Cases that somebody has to look at, the longest waiting first. Two queries: ``moved`` of each row are its open
    alarms, none when somebody asked for a check without one."""
    permissions.demand(actor, "case.write")
    query = _TO_CHECK
    values = paging.decode(cursor, (datetime, int))
    if values is not None:
        since, number = values
        query = query.where(or_(_since > since, and_(_since == since, Case.id > number)))
    page = paging.cut(db.session.execute(query.limit(size + 1)).all(), size, lambda row: (row.since, row.id))
    alarms: dict[int, list[CaseAlarm]] = {row.id: [] for row in page.rows}
    for alarm in db.session.scalars(
        select(CaseAlarm).where(CaseAlarm.case_id.in_(alarms), CaseAlarm.outcome_at.is_(None)).order_by(CaseAlarm.id)
    ):
        alarms[alarm.case_id].append(alarm)
    return Page([dict(row._mapping) | {"moved": alarms[row.id]} for row in page.rows], page.next)
