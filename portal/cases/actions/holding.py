"""Does a published case still hold? Somebody doubts it, somebody vouches for it, or it is given up as obsolete."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from portal.cases import life
from portal.cases.actions import moving, provenance, shaping
from portal.cases.actions.archive import reasoned
from portal.cases.actions.seen import refuse_unseen
from portal.cases.events import CaseConfirmed, CaseDoubted, CaseRetired, CaseStatusChanged
from portal.cases.models import Case
from portal.core import audit, clock, events, visibility
from portal.core.db import db
from portal.core.errors import Conflict, Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref


def doubt(actor: Actor, case_id: int, *, reason: str) -> Case:
    """Somebody has to look whether it still holds; readers go on seeing it. The owner is told."""
    case = moving.take(actor, case_id, "doubt")
    reason, was = reasoned(reason), case.state
    moving.move(case, "doubt")
    db.session.flush()
    audit.record(actor, "case.doubt", Ref("case", case.id), reason)
    events.publish(CaseDoubted(case.id, actor.id, case.owner_id, reason, was == life.State.NEEDS_CHECK))
    return case


def confirm(actor: Actor, case_id: int, *, revision: int | None = None, seen: str = "") -> Case:
    """What readers see still holds: checked now, by the actor. A newer text goes on waiting.

    ``revision`` is the published one that was looked at: ``Conflict`` when readers see another by now. ``seen`` are the
    alarms that were looked at (``drift.mark``): ``Conflict`` when others are open.
    """
    case = moving.take(actor, case_id, "confirm")
    refuse_unseen(case, seen)
    if revision is not None and revision != case.revision:
        raise Conflict(_l("This case was changed after you looked at it."))
    moving.move(case, "confirm")
    case.checked_at, case.checked_by_id = clock.now(), actor.id
    db.session.flush()
    audit.record(actor, "case.confirm", Ref("case", case.id), revision=case.revision)
    events.publish(CaseConfirmed(case.id, actor.id, case.revision))
    return case


def retire(actor: Actor, case_id: int, *, reason: str, replaced_by: int | None = None) -> Case:
    """It no longer holds: it stands at its address with this reason, and with the case to read instead.

    Raises ``Invalid`` without a reason, and for a replacement that readers do not see or that is the case itself.
    """
    case = moving.take(actor, case_id, "retire")
    case.archive_reason = reasoned(reason)
    case.replaced_by_id = _replacement(actor, case, replaced_by)
    moving.move(case, "retire")
    shaping.forget_plans(case)
    db.session.flush()
    # What was to be read instead of others leads on to where it leads itself: never a chain.
    followers = update(Case).where(Case.replaced_by_id == case.id)
    db.session.execute(
        followers.values(replaced_by_id=case.replaced_by_id, version=Case.version + 1).execution_options(
            synchronize_session="fetch"
        )
    )
    provenance.point_sources(actor, case.id)
    audit.record(actor, "case.retire", Ref("case", case.id), case.archive_reason, instead=case.replaced_by_id)
    events.publish(CaseRetired(case.id, actor.id))
    return case


def _replacement(actor: Actor, case: Case, number: int | None) -> int | None:
    if number is None:
        return None
    other = db.session.get(Case, number)
    if other is None or not visibility.sees(actor, other):
        raise Invalid(_l("There is no such case."), "replaced_by")
    if other.id == case.id:
        raise Invalid(_l("A case cannot stand in for itself."), "replaced_by")
    if other.status != visibility.Status.LIVE.value:
        raise Invalid(_l("Readers do not see that case."), "replaced_by")
    return other.id


def revive(actor: Actor, case_id: int) -> Case:
    """It holds after all: readers find it again, and somebody has to look at it."""
    case = moving.take(actor, case_id, "revive")
    was, case.archive_reason, case.replaced_by_id = case.status, "", None
    moving.move(case, "revive")
    db.session.flush()
    provenance.point_sources(actor, case.id)
    audit.record(actor, "case.revive", Ref("case", case.id))
    events.publish(CaseStatusChanged(case.id, actor.id, case.status, was))
    return case
