"""The product team's answer to an idea: a state, always with a public reason."""

from flask_babel import lazy_gettext as _l

from portal.core import audit, clock, permissions, refs
from portal.core.db import db, lock
from portal.core.errors import Invalid
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.ideas import queries
from portal.ideas.actions import counts, texts
from portal.ideas.events import IdeaStateChanged
from portal.ideas.models import REASON_MOST, STATES, Idea, IdeaStateChange


def set_state(actor: Actor, idea_id: int, *, state: str, reason: str, case_id: int | None = None) -> Idea:
    """Move an idea on. ``already_possible`` names the case that says how. Raises ``Invalid`` beside the field."""
    idea = queries.idea(actor, idea_id)
    permissions.demand(actor, "idea.set_state", idea)
    if state not in STATES:
        raise Invalid(_l("Please choose a state."), field="state")
    reason = texts.body(reason, REASON_MOST, "reason")
    html = texts.html(reason, "reason")
    case_id = _case(actor, state, case_id)
    lock(idea)
    if idea.state == state:
        raise Invalid(_l("The idea is in this state already."), field="state")
    now, was = clock.now(), idea.state
    step = IdeaStateChange(
        idea_id=idea.id,
        author_id=actor.id,
        was=was,
        state=state,
        reason=reason,
        reason_html=html,
        case_id=case_id,
        created_at=now,
    )
    db.session.add(step)
    idea.state, idea.state_reason, idea.state_reason_html = state, reason, html
    idea.state_at, idea.linked_case_id = now, case_id
    counts.changed(idea)
    audit.record(actor, "idea.set_state", Ref("idea", idea.id), reason, state=state, was=was)
    publish(IdeaStateChanged(idea.id, actor.id, state, step.id))
    return idea


def _case(actor: Actor, state: str, case_id: int | None) -> int | None:
    """Only an idea that is already possible points to a case, and then it must."""
    if state != "already_possible":
        return None
    if case_id is None:
        raise Invalid(_l("Please give the number of the case that shows how."), field="case_id")
    if refs.card(actor, Ref("case", case_id)) is None:
        raise Invalid(_l("There is no case with this number."), field="case_id")
    return case_id
