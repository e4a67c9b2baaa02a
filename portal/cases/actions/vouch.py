"""A trusted member found a case still correct. That lowers its staleness and nothing else: support checks it."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from portal.cases.actions import keeping, shaping
from portal.cases.models import Case, CaseVouch
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Conflict, NotFound
from portal.core.permissions import Actor
from portal.core.visibility import Status


def vouch(actor: Actor, case_id: int, *, revision: int, on: bool = True) -> Case:
    """Say that what readers see is still correct, or take that back; again is the same.

    ``revision`` is the one that was read: ``Conflict`` when readers see another by now.
    """
    case = shaping.get(actor, case_id, "case.vouch")
    if case.status != Status.LIVE.value:
        raise NotFound("case")
    if revision != case.revision:
        raise Conflict(_l("This case was changed after you looked at it."))
    own = select(CaseVouch).where(
        CaseVouch.case_id == case.id, CaseVouch.person_id == actor.id, CaseVouch.revision == revision
    )
    row = db.session.scalars(own).first()
    if on and row is None:
        db.session.add(CaseVouch(case_id=case.id, person_id=actor.id, revision=case.revision, created_at=clock.now()))
    elif on and row is not None:
        row.created_at = clock.now() if _stale(row, case) else row.created_at
    elif row is not None:
        db.session.delete(row)
    db.session.flush()
    _count(case)
    return case


def _stale(row: CaseVouch, case: Case) -> bool:
    """Said before the last check: it counts no more, and may be said again."""
    return case.checked_at is not None and row.created_at <= case.checked_at


def _count(case: Case) -> None:
    counted = select(func.count()).where(CaseVouch.case_id == case.id, CaseVouch.revision == case.revision)
    if case.checked_at is not None:
        counted = counted.where(CaseVouch.created_at > case.checked_at)
    count = db.session.scalar(counted) or 0
    if count != case.vouch_count:
        case.vouch_count, case.version = count, case.version + 1
        db.session.flush()
        keeping.keep([case.id])
