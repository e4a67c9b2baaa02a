"""Taking a step of the life of a case: may it be taken now, and what stands afterwards."""

from flask_babel import lazy_gettext as _l

from portal.cases import life
from portal.cases.actions import shaping
from portal.cases.life import State
from portal.cases.models import Case
from portal.core.errors import Invalid
from portal.core.permissions import Actor

_REFUSALS = {
    State.DRAFT: _l("This case is a draft; that cannot be done with it now."),
    State.IN_REVIEW: _l("This case is in review; that cannot be done with it now."),
    State.PUBLISHED: _l("This case is published; that cannot be done with it now."),
    State.NEEDS_CHECK: _l("This case needs a check; that cannot be done with it now."),
    State.OBSOLETE: _l("This case is obsolete; that cannot be done with it now."),
    State.ARCHIVED: _l("This case is in the archive; that cannot be done with it now."),
}


def take(actor: Actor, case_id: int, step: str) -> Case:
    """The case under a lock, when the actor may take this step of it now. Raises ``NotFound``, ``Forbidden``,
    ``Invalid``."""
    case = shaping.get(actor, case_id, life.STEPS[step].permission)
    check(case, step)
    return case


def check(case: Case, step: str) -> None:
    """Raises ``Invalid`` when this step does not begin where the case stands, or a moderator took it away."""
    if case.status in life.MODERATED:
        raise Invalid(_l("Restore the case first."))
    if State(case.state) not in life.STEPS[step].leads:
        raise Invalid(_REFUSALS[State(case.state)])


def move(case: Case, step: str) -> None:
    """Let the case stand where this step leads; sight follows. Caches are told."""
    case.state = life.STEPS[step].leads[State(case.state)].value
    case.status = life.STATUS[State(case.state)].value
    shaping.touch(case)
