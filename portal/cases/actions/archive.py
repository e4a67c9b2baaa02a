"""Taking a case away from readers, with a reason, and bringing it back."""

from flask_babel import lazy_gettext as _l

from portal.cases.actions import moving, provenance, shaping
from portal.cases.events import CaseArchived, CaseStatusChanged
from portal.cases.models import Case
from portal.core import audit, events
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref

REASON_CHARS = 500


def reasoned(text: str) -> str:
    """The reason of a step, tidied. Raises ``Invalid`` for none and for a long one."""
    text = text.strip()
    if not text or len(text) > REASON_CHARS:
        raise Invalid(_l("Please give a reason of at most %(most)d characters.", most=REASON_CHARS), "reason")
    return text


def archive(actor: Actor, case_id: int, *, reason: str) -> Case:
    """No longer current: only staff see it from now on. Raises ``Invalid`` without a reason."""
    case = moving.take(actor, case_id, "archive")
    case.archive_reason = reasoned(reason)
    moving.move(case, "archive")
    shaping.forget_plans(case)
    db.session.flush()
    provenance.point_sources(actor, case.id)
    audit.record(actor, "case.archive", Ref("case", case.id), case.archive_reason)
    events.publish(CaseArchived(case.id, actor.id))
    return case


def restore(actor: Actor, case_id: int) -> Case:
    """Back from the archive: what readers had seen asks to be checked, anything else is a draft again."""
    seen = shaping.get(actor, case_id, "case.archive").published
    step = "restore" if seen else "reopen"
    case = moving.take(actor, case_id, step)
    was, case.archive_reason = case.status, ""
    moving.move(case, step)
    db.session.flush()
    provenance.point_sources(actor, case.id)
    audit.record(actor, "case.restore", Ref("case", case.id))
    events.publish(CaseStatusChanged(case.id, actor.id, case.status, was))
    return case
