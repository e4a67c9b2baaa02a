"""What moderation does to a case: hide, delete, restore. Asking, reason and audit are moderation's business."""

from portal.cases.actions import provenance, shaping
from portal.cases.events import CaseStatusChanged
from portal.cases.models import Case
from portal.core import events
from portal.core.db import db, lock
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.core.visibility import Status


def set_status(actor: Actor, case_id: int, status: str) -> Case:
    """Any ``Status``; ``live`` for a case never published gives a draft. Raises ``NotFound``, ``Invalid``."""
    case = db.session.get(Case, case_id)
    if case is None:
        raise NotFound("case")
    lock(case)
    return change(actor, case, status)


def change(actor: Actor, case: Case, status: str) -> Case:
    """Set the status, keep the marks on its questions true, tell it."""
    try:
        wanted = Status(status)
    except ValueError as error:
        raise Invalid(status) from error
    if wanted == Status.LIVE and not case.published:
        wanted = Status.DRAFT
    was = case.status
    if was == wanted.value:
        return case
    case.status = wanted.value
    shaping.touch(case)
    db.session.flush()
    provenance.point_sources(actor, case.id)
    events.publish(CaseStatusChanged(case.id, actor.id, case.status, was))
    return case
