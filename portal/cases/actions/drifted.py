"""What a curator answers to the alarms of a case. Each answer carries the alarms that were looked at: whoever comes
second is told so with a ``Conflict`` and nothing is written."""

from flask_babel import lazy_gettext as _l

from portal.cases import drift
from portal.cases.actions import holding, shaping
from portal.cases.actions.edit import edit
from portal.cases.actions.seen import refuse_unseen
from portal.cases.content import Content
from portal.cases.models import Case
from portal.cases.queries.drift import open_alarms
from portal.core import audit
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref


def still_right(actor: Actor, case_id: int, *, seen: str, revision: int) -> Case:
    """What readers see holds all the same. Raises ``Conflict``, ``Invalid``."""
    refuse_unseen(shaping.get(actor, case_id, "case.confirm"), seen)  # before all else: it may be obsolete by now
    return holding.confirm(actor, case_id, revision=revision, seen=seen)


def give_up(actor: Actor, case_id: int, *, seen: str, reason: str, replaced_by: int | None = None) -> Case:
    """It no longer holds: as ``holding.retire``. Raises ``Conflict``, ``Invalid``."""
    refuse_unseen(shaping.get(actor, case_id, "case.retire"), seen)
    return holding.retire(actor, case_id, reason=reason, replaced_by=replaced_by)


def revise(
    actor: Actor,
    case_id: int,
    *,
    seen: str,
    content: Content,
    base_revision: int,
    summary: str = "",
    answer_id: int | None = None,
) -> Case:
    """Write a revision that answers the alarms, once readers see it. ``answer_id``: the change of this source was taken
    over, and only that is answered by it; None: all that was looked at is.

    Raises ``Conflict`` (``current`` is the newest revision when the text was changed meanwhile), ``Invalid`` when nothing
    is written and nothing waits.
    """
    case = shaping.get(actor, case_id, "case.edit")
    refuse_unseen(case, seen)
    edit(actor, case_id, content=content, base_revision=base_revision, summary=summary)
    if not case.pending:
        raise Invalid(_l("Nothing was changed. If the case holds as it is, say that it is still right."))
    taken = answer_id is not None
    for alarm in open_alarms(case.id):
        if not taken or (alarm.answer_id, alarm.kind) == (answer_id, drift.EDITED):
            alarm.plan = drift.TAKEN_OVER if taken else drift.REVISED
            alarm.plan_revision = case.latest_revision
    db.session.flush()
    audit.record(actor, "case.revise", Ref("case", case.id), revision=case.latest_revision, answer=answer_id)
    return case
