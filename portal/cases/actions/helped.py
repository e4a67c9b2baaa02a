"""Did this help? Said once by each member, of the revision they read; guests are not told apart."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import func, select

from portal.cases.events import CaseFeedbackGiven
from portal.cases.models import REASONS, Case, CaseFeedback
from portal.core import clock, events, visibility
from portal.core.db import db, lock
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.core.visibility import Status

TEXT_CHARS = 600


def say_helped(
    actor: Actor, case_id: int, *, helped: bool, reason: str = "", text: str = "", revision: int | None = None
) -> CaseFeedback:
    """Keep what a reader says of a published case; a member's later word takes the place of the earlier one.

    ``revision`` is the one that was read; the published one when it is not told or not one that readers saw.
    Raises ``NotFound`` for a case that readers do not see, ``Invalid`` for an unknown reason or a long text.
    """
    case = db.session.get(Case, case_id)
    if case is None or case.status != Status.LIVE.value or not visibility.sees(actor, case):
        raise NotFound("case")
    reason, text = ("", "") if helped else (reason, text.strip())
    if reason and reason not in REASONS:
        raise Invalid(_l("Please choose a reason from the list."), "reason")
    if len(text) > TEXT_CHARS:
        raise Invalid(_l("At most %(most)d characters, please.", most=TEXT_CHARS), "text")
    lock(case)
    row = _own(actor, case) or CaseFeedback(case_id=case.id, person_id=actor.id)
    row.helped, row.reason, row.text, row.created_at = helped, reason, text, clock.now()
    row.revision = revision if revision and revision <= case.revision else case.revision
    db.session.add(row)
    db.session.flush()
    _count(case)
    events.publish(CaseFeedbackGiven(case.id, actor.id, helped, row.revision))
    return row


def _own(actor: Actor, case: Case) -> CaseFeedback | None:
    if actor.id is None:
        return None
    return db.session.scalars(
        select(CaseFeedback).where(CaseFeedback.case_id == case.id, CaseFeedback.person_id == actor.id)
    ).first()


def _count(case: Case) -> None:
    of_case = select(func.count()).where(CaseFeedback.case_id == case.id)
    case.helped_count = db.session.scalar(of_case.where(CaseFeedback.helped.is_(True))) or 0
    case.not_helped_count = db.session.scalar(of_case.where(CaseFeedback.helped.is_(False))) or 0
    case.version = case.version + 1
    db.session.flush()
