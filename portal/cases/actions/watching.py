"""Reactions: whatever may move a source lets the cases made of it be compared; what becomes of a case settles its
alarms.

Whoever changes a thread holds its question and wants the case; whoever publishes holds the case and wants its
questions. So nobody waits here: a case that another one holds is looked at by the worker, a moment later.
"""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import ColumnElement, select, update

from portal.cases import drift
from portal.cases.actions import alarms
from portal.cases.models import Case, CaseAlarm, CaseSource
from portal.cases.queries import drift as standing
from portal.core import outbox
from portal.core.db import db, lock
from portal.core.jobs import Item
from portal.core.visibility import Status

JOB = "case_look"


def on_answer_changed(event: Any) -> None:
    """Edited, no longer accepted."""
    _look(CaseSource.answer_id == event.answer_id)


def on_answer_accepted(event: Any) -> None:
    """From now on the case rests on an accepted answer, whether it was one when it was taken over or not."""
    db.session.execute(
        update(CaseSource)
        .where(CaseSource.answer_id == event.answer_id)
        .values(accepted=True)
        .execution_options(synchronize_session="fetch")
    )
    _look(CaseSource.answer_id == event.answer_id)


def on_post_changed(event: Any) -> None:
    """A vote, a flag, hidden, deleted, restored: ``kind`` and ``thing_id`` say of what."""
    if event.kind == "answer":
        _look(CaseSource.answer_id == event.thing_id)
    elif event.kind == "question" and hasattr(event, "status"):
        _look(CaseSource.question_id == event.thing_id)


def on_question_state(event: Any) -> None:
    """Closed as a duplicate, or open again; for fewer readers or for more."""
    _look(CaseSource.question_id == event.question_id)


def on_feedback(event: Any) -> None:
    """A reader called the case out of date, perhaps. The case is held."""
    if not event.helped:
        alarms.look(db.session.get_one(Case, event.case_id))


def _look(*where: ColumnElement[bool]) -> None:
    ids = db.session.scalars(select(CaseSource.case_id).where(*where).distinct()).all()
    if ids:
        look_at(ids)


def look_at(ids: Sequence[int]) -> None:
    """Compare these cases now; those that somebody holds, in a moment."""
    free = db.session.scalars(
        select(Case)
        .where(Case.id.in_(ids))
        .order_by(Case.id)
        .with_for_update(skip_locked=True, key_share=True)
        .execution_options(populate_existing=True)
    ).all()
    for case in free:
        alarms.look(case)
    for number in sorted(set(ids) - {case.id for case in free}):
        outbox.put(JOB, case=number)


def take(items: Sequence[Item]) -> None:
    """The job ``case_look``."""
    for _number, payload in items:
        case = db.session.get(Case, int(payload["case"]))
        if case is not None:
            lock(case)
            alarms.look(case)


def on_published(event: Any) -> None:
    """What a revision was written for is answered when readers see it. Anything else that moved is (still) open."""
    case = db.session.get_one(Case, event.case_id)
    answered: dict[str, list[CaseAlarm]] = {}
    for alarm in standing.open_alarms(case.id):
        if alarm.plan and alarm.plan_revision is not None and alarm.plan_revision <= event.revision:
            answered.setdefault(alarm.plan, []).append(alarm)
        else:
            alarm.alone = True  # who published saw no other reason to doubt it
    for outcome, settled in answered.items():
        alarms.settle(case, settled, outcome, event.actor_id)
    alarms.look(case)


def on_confirmed(event: Any) -> None:
    """Whoever confirmed it saw what was open (``holding.confirm``)."""
    _all(event, drift.STILL_RIGHT)


def on_retired(event: Any) -> None:
    _all(event, drift.OBSOLETE)


def on_archived(event: Any) -> None:
    _all(event, drift.ARCHIVED)


def _all(event: Any, outcome: str) -> None:
    case = db.session.get_one(Case, event.case_id)
    alarms.settle(case, standing.open_alarms(case.id), outcome, event.actor_id)


def on_doubted(event: Any) -> None:
    """A person asks for a check: it is to be made even when every alarm is withdrawn."""
    if event.actor_id is not None:
        for alarm in standing.open_alarms(event.case_id):
            alarm.alone = False


def on_status(event: Any) -> None:
    """Readers see it again: what moved meanwhile?"""
    if event.status == Status.LIVE.value:
        alarms.look(db.session.get_one(Case, event.case_id))
