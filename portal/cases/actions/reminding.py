"""Whoever looks after cases is told once what fell due: all of a day in one row, which becomes one letter."""

from collections import defaultdict

from sqlalchemy import or_, select, update

from portal.cases.events import CasesFellDue
from portal.cases.models import Case, CaseReminder
from portal.cases.queries.intervals import CHECKED
from portal.cases.queries.keepers import keepers
from portal.core import clock, events
from portal.core.db import db
from portal.core.visibility import Status


def remind() -> int:
    """Tell the keepers of every case that fell due and was not told of; gives how many people are told.

    At most once a day: what falls due later on that day is told on the next one.
    """
    now = clock.now()
    if db.session.scalar(select(CaseReminder.id).where(CaseReminder.day == now.date()).limit(1)) is not None:
        return 0
    fresh = or_(Case.due_told_at.is_(None), Case.due_told_at != Case.check_due_at)
    rows = db.session.execute(
        select(Case.id, Case.owner_id, Case.owner_team)
        .where(Case.state.in_(CHECKED), Case.status == Status.LIVE.value, Case.check_due_at <= now, fresh)
        .order_by(Case.worth.desc(), Case.id)
        .with_for_update(skip_locked=True)
    ).all()
    of_person: dict[int, list[int]] = defaultdict(list)
    for case_id, people in keepers(rows).items() if rows else ():
        for person_id in people:
            of_person[person_id].append(case_id)
    for person_id, ids in sorted(of_person.items()):
        _remind(person_id, ids)
    _mark([row.id for row in rows] if of_person else [])
    return len(of_person)


def _remind(person_id: int, ids: list[int]) -> None:
    now = clock.now()
    row = CaseReminder(person_id=person_id, day=now.date(), case_ids=ids, created_at=now)
    db.session.add(row)
    db.session.flush()
    events.publish(CasesFellDue(row.id, person_id))


def _mark(ids: list[int]) -> None:
    for first in range(0, len(ids), 500):
        told = update(Case).where(Case.id.in_(ids[first : first + 500])).values(due_told_at=Case.check_due_at)
        db.session.execute(told.execution_options(synchronize_session="fetch"))
