"""Taking a case away from readers, with a reason, and bringing it back."""

from flask_babel import lazy_gettext as _l

from portal.cases.actions import provenance, shaping
from portal.cases.actions.status import change
from portal.cases.events import CaseArchived
from portal.cases.models import Case
from portal.core import audit, events
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.core.visibility import Status

REASON_CHARS = 500


def archive(actor: Actor, case_id: int, *, reason: str) -> Case:
    """No longer current: only staff see it from now on. Raises ``Invalid`` without a reason."""
    case = shaping.get(actor, case_id, "case.archive")
    reason = reason.strip()
    if not reason or len(reason) > REASON_CHARS:
        raise Invalid(_l("Please give a reason of at most %(most)d characters.", most=REASON_CHARS), "reason")
    if case.status not in {Status.DRAFT.value, Status.LIVE.value}:
        raise Invalid(_l("This case cannot be archived now."))
    case.status, case.archive_reason = Status.ARCHIVED.value, reason
    shaping.touch(case)
    db.session.flush()
    provenance.point_sources(actor, case.id)
    audit.record(actor, "case.archive", Ref("case", case.id), reason)
    events.publish(CaseArchived(case.id, actor.id))
    return case


def restore(actor: Actor, case_id: int) -> Case:
    """Back from the archive: live when readers had seen it, else a draft."""
    case = shaping.get(actor, case_id, "case.archive")
    if case.status != Status.ARCHIVED.value:
        raise Invalid(_l("This case is not archived."))
    case.archive_reason = ""
    audit.record(actor, "case.restore", Ref("case", case.id))
    return change(actor, case, Status.LIVE.value)
