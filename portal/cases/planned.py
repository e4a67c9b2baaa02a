"""The job that publishes at the time that was chosen, in the name of whoever chose it."""

from collections.abc import Sequence

from portal.accounts import queries as accounts
from portal.cases.actions import publish, shaping
from portal.cases.events import CaseUnscheduled
from portal.cases.models import Case
from portal.core import events
from portal.core.db import db
from portal.core.errors import Forbidden, PortalError
from portal.core.jobs import Item


def take(items: Sequence[Item]) -> None:
    """The job ``case_publish``: its time has come. A plan that was changed since is passed over."""
    for _number, payload in items:
        case = db.session.get(Case, int(payload["case"]))
        if case is not None and case.publish_at is not None and case.publish_at.isoformat() == payload["at"]:
            _show(case)


def _show(case: Case) -> None:
    planner, revision = case.publish_by_id, case.publish_revision
    actor = accounts.actor_of(planner) if planner is not None else None
    try:
        if actor is None:
            raise Forbidden
        publish(actor, case.id, revision=revision)
    except PortalError:  # the right was taken away, the case was archived, a part is missing
        shaping.unplan(case)
        shaping.touch(case)
        db.session.flush()
        events.publish(CaseUnscheduled(case.id, None, planner))
