"""Until when the case is to be written."""

from datetime import date

from flask_babel import lazy_gettext as _l

from portal.core import clock
from portal.core.audit import record
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.gaps.actions import holding, steps
from portal.gaps.models import Gap

YEARS = 2  # ahead, at most


def set_due(actor: Actor, gap_id: int, *, due_on: date | None) -> Gap:
    """Set the day, or none. Raises ``NotFound``, ``Forbidden``, ``Invalid`` for a day that is over or far away."""
    gap = holding.take(actor, gap_id)
    today = clock.now().date()
    if due_on is not None and due_on != gap.due_on:
        if due_on < today:
            raise Invalid(_l("This day is over."), "due_on")
        if due_on.year > today.year + YEARS:
            raise Invalid(_l("This day is too far away."), "due_on")
    if due_on == gap.due_on:
        return gap
    gap.due_on = due_on
    steps.note(gap, "due", person_id=actor.id, text=due_on.isoformat() if due_on else "")
    record(actor, "gap.due", Ref("gap", gap.id), due_on=due_on.isoformat() if due_on else None)
    return gap
