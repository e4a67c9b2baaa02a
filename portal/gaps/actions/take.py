"""Who writes the case: oneself, a colleague, or nobody for now."""

from datetime import timedelta

from flask_babel import lazy_gettext as _l

from portal.core import clock, events
from portal.core.audit import record
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.gaps import measures
from portal.gaps.actions import holding, steps
from portal.gaps.events import GapGiven
from portal.gaps.models import Gap, State
from portal.gaps.queries.people import supports


def take(actor: Actor, gap_id: int, *, owner_id: int | None) -> Gap:
    """Give the gap to ``owner_id``, who must be of support; None gives it back. A gap without a due date gets one.
    A colleague is told.

    Raises ``NotFound``, ``Forbidden``, ``Invalid``.
    """
    gap = holding.take(actor, gap_id)
    if gap.owner_id == owner_id:
        return gap
    if owner_id is not None and not supports(owner_id):
        raise Invalid(_l("Please choose somebody of support."), "owner")
    gap.owner_id = owner_id
    if owner_id is None:
        gap.due_on = None
    elif gap.due_on is None:
        gap.due_on = clock.now().date() + timedelta(days=measures.DUE_DAYS)
    gap.state = (
        State.WRITTEN if gap.case_id is not None else State.TAKEN if owner_id is not None else State.OPEN
    ).value
    steps.note(gap, "taken" if owner_id is not None else "returned", person_id=actor.id, owner_id=owner_id)
    record(actor, "gap.take", Ref("gap", gap.id), owner=owner_id)
    if owner_id is not None:
        events.publish(GapGiven(gap.id, owner_id, actor.id))
    return gap
