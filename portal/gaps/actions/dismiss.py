"""No case is to be written: said with a reason; and taking that back."""

from flask_babel import lazy_gettext as _l

from portal.core.audit import record
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.gaps.actions import holding, steps
from portal.gaps.models import LIVE, Gap, State

REASON_CHARS = 600


def dismiss(actor: Actor, gap_id: int, *, reason: str) -> Gap:
    """It stays away until demand has doubled. Raises ``NotFound``, ``Forbidden``, ``Invalid``."""
    gap = holding.take(actor, gap_id)
    reason = reason.strip()
    if not reason:
        raise Invalid(_l("Please say why."), "reason")
    if len(reason) > REASON_CHARS:
        raise Invalid(_l("At most %(most)d characters, please.", most=REASON_CHARS), "reason")
    gap.due_on = None
    steps.move(gap, State.DISMISSED, "dismissed", person_id=actor.id, text=reason)
    record(actor, "gap.dismiss", Ref("gap", gap.id), reason)
    return gap


def reopen(actor: Actor, gap_id: int) -> Gap:
    """It is to be worked on after all, whatever ended it. Raises ``NotFound``, ``Forbidden``."""
    gap = holding.take(actor, gap_id, live=False)
    if gap.state in LIVE:
        return gap
    steps.move(gap, steps.again(gap), "reopened", person_id=actor.id)
    record(actor, "gap.reopen", Ref("gap", gap.id))
    return gap
