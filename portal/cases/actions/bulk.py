"""Many cases found still correct at once, each of them looked at."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from flask_babel import lazy_gettext as _l

from portal.cases.actions.holding import confirm
from portal.cases.life import State
from portal.cases.models import Case
from portal.core import permissions, visibility
from portal.core.db import db
from portal.core.errors import Invalid, PortalError
from portal.core.permissions import Actor

MOST = 30
_DOUBTED = _l("Somebody asked for a check of it: please open it and decide.")


@dataclass(slots=True)
class Outcome:
    """Titles of what was confirmed, and of what was not, each with the reason."""

    done: list[str] = field(default_factory=list)
    left: list[tuple[str, str]] = field(default_factory=list)


def confirm_many(actor: Actor, chosen: Sequence[tuple[int, int]]) -> Outcome:
    """Confirm cases as (id, the revision that was looked at). What cannot be confirmed is left, the others are done.

    Raises ``Invalid`` beside ``cases`` for none and for more than ``MOST``; then nothing is done.
    """
    permissions.demand(actor, "case.confirm")
    wanted = dict(chosen)
    if not wanted:
        raise Invalid(_l("Please tick what you found still correct."), "cases")
    if len(wanted) > MOST:
        raise Invalid(
            _l("At most %(most)d cases at once, please: %(count)d are ticked.", most=MOST, count=len(wanted)), "cases"
        )
    outcome = Outcome()
    for number, revision in wanted.items():
        case = db.session.get(Case, number)
        if case is None or not visibility.sees(actor, case):
            outcome.left.append((str(number), str(_l("There is no such case."))))
            continue
        try:
            _confirm(actor, case, revision)
            outcome.done.append(case.title)
        except PortalError as error:
            outcome.left.append((case.title, str(error.text)))
    return outcome


def _confirm(actor: Actor, case: Case, revision: int) -> None:
    db.session.refresh(case, ["state"])
    if case.state == State.NEEDS_CHECK:  # a doubt or an open alarm asks for more than a tick
        raise Invalid(_DOUBTED)
    confirm(actor, case.id, revision=revision)
