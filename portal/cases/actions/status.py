"""What moderation does to a case: hide, delete, restore. Asking, reason and audit are moderation's business."""

from portal.cases import life
from portal.cases.actions import provenance, shaping
from portal.cases.events import CaseStatusChanged
from portal.cases.models import Case
from portal.core import events
from portal.core.db import db, lock
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.core.visibility import Status


def set_status(actor: Actor, case_id: int, status: str) -> Case:
    """``hidden`` or ``deleted``; any other ``Status`` gives the case back to its life: sight is again what its state
    makes of it. Raises ``NotFound``, ``Invalid``."""
    case = db.session.get(Case, case_id)
    if case is None:
        raise NotFound("case")
    try:
        wanted = Status(status)
    except ValueError as error:
        raise Invalid(status) from error
    lock(case)
    was = case.status
    case.status = wanted.value if wanted.value in life.MODERATED else life.STATUS[life.State(case.state)].value
    if case.status != was:
        shaping.touch(case)
        db.session.flush()
        provenance.point_sources(actor, case.id)
        events.publish(CaseStatusChanged(case.id, actor.id, case.status, was))
    return case
