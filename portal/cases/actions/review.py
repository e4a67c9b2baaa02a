"""Review: a text is handed over, looked at, and sent back or published."""

from flask_babel import lazy_gettext as _l

from portal.cases import content as contents
from portal.cases import life
from portal.cases.actions import moving, shaping
from portal.cases.actions.archive import reasoned
from portal.cases.actions.notes import note
from portal.cases.events import CaseSentBack, CaseSubmitted
from portal.cases.models import Case
from portal.core import audit, events
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref


def submit(actor: Actor, case_id: int, *, revision: int | None = None) -> Case:
    """Ask those who publish to look at the newest text. ``revision`` is the one that was looked at.

    Raises ``Conflict`` when there is a newer one, ``Invalid`` when nothing waits or parts are missing that readers need.
    """
    case = moving.take(actor, case_id, "submit")
    newest = shaping.newest(case)
    if revision is not None and revision != newest.number:
        raise Conflict(_l("This case was changed after you looked at it."), current=newest)
    if case.published and not case.pending:
        raise Invalid(_l("There is nothing new to review."))
    contents.check_ready(contents.of(newest))
    if case.review == life.ASKED:
        return case
    case.review = life.ASKED
    moving.move(case, "submit")
    db.session.flush()
    audit.record(actor, "case.submit", Ref("case", case.id), revision=newest.number)
    events.publish(CaseSubmitted(case.id, actor.id, newest.number))
    return case


def own(actor: Actor, case: Case) -> bool:
    """Is the newest text the actor's own, or the draft that they began? They take it back, and owe nobody a reason."""
    began = not case.published and case.author_id == actor.id
    return began or shaping.newest(case).author_id == actor.id


def take_back(actor: Actor, case_id: int) -> Case:
    """The author goes on writing. Raises ``Invalid`` when no review was asked for, ``Forbidden`` for anybody else."""
    case = moving.take(actor, case_id, "send_back")
    if not own(actor, case):
        raise Forbidden("case.review")
    _end(case, "")
    newest = shaping.newest(case)
    audit.record(actor, "case.take_back", Ref("case", case.id), revision=newest.number)
    return case


def send_back(actor: Actor, case_id: int, *, reason: str) -> Case:
    """Not yet: the author reads why. Raises ``Invalid`` when no review was asked for, or without a reason."""
    case = moving.take(actor, case_id, "send_back")
    reason = reasoned(reason)
    _end(case, life.RETURNED)
    newest = shaping.newest(case)
    note(actor, case.id, revision=newest.number, text=reason)
    audit.record(actor, "case.send_back", Ref("case", case.id), reason, revision=newest.number)
    events.publish(CaseSentBack(case.id, actor.id, newest.number, newest.author_id))
    return case


def _end(case: Case, review: str) -> None:
    if case.review != life.ASKED:
        raise Invalid(_l("Nobody asked for a review of this case."))
    shaping.forget_plans(case)
    case.review = review
    moving.move(case, "send_back")
    db.session.flush()
