"""Who writes the case: oneself, a colleague, a team, or nobody for now."""

from datetime import timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.core import clock, events
from portal.core.audit import record
from portal.core.db import db, lock
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.gaps import measures
from portal.gaps.actions import holding, steps
from portal.gaps.events import GapGiven
from portal.gaps.models import LIVE, Gap, State
from portal.gaps.queries.people import supporting_team, supports


def take(actor: Actor, gap_id: int, *, owner_id: int | None = None, team_id: int | None = None) -> Gap:
    """Give the gap to ``owner_id``, who must be of support, or to a team in which somebody is; neither gives it back. A
    gap without a due date gets one. Colleagues are told.

    Raises ``NotFound``, ``Forbidden``, ``Invalid``.
    """
    gap = holding.take(actor, gap_id)
    if (gap.owner_id, gap.team_id) == (owner_id, team_id):
        return gap
    if owner_id is not None and (team_id is not None or not supports(owner_id)):
        raise Invalid(_l("Please choose somebody of support."), "owner")
    team = supporting_team(team_id) if team_id is not None else ""
    if team_id is not None and not team:
        raise Invalid(_l("Please choose a team with somebody of support in it."), "owner")
    gap.owner_id, gap.team_id = owner_id, team_id
    _put(gap)
    steps.note(gap, "taken" if gap.owned else "returned", person_id=actor.id, owner_id=owner_id, text=team)
    record(actor, "gap.take", Ref("gap", gap.id), owner=owner_id, team=team_id)
    if gap.owned:
        events.publish(GapGiven(gap.id, owner_id, team_id, actor.id))
    return gap


def _put(gap: Gap) -> None:
    """State and due date follow from who has it."""
    if not gap.owned:
        gap.due_on = None
    elif gap.due_on is None:
        gap.due_on = clock.now().date() + timedelta(days=measures.DUE_DAYS)
    gap.state = (State.WRITTEN if gap.case_id is not None else State.TAKEN if gap.owned else State.OPEN).value


def on_team_removed(event: Any) -> None:
    """What it was to write waits for somebody else."""
    for gap in db.session.scalars(select(Gap).where(Gap.team_id == event.team_id).order_by(Gap.id)).all():
        lock(gap)
        gap.team_id = None
        if gap.state in LIVE:
            _put(gap)
            steps.note(gap, "returned", person_id=event.actor_id)
