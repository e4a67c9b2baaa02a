"""Publishing later: a text is chosen now and shown at a time, by the worker, in the name of whoever decided it."""

from datetime import datetime, timedelta

from flask_babel import lazy_gettext as _l

from portal.cases import content as contents
from portal.cases.actions import moving, shaping
from portal.cases.models import Case
from portal.core import audit, clock, outbox
from portal.core.db import db
from portal.core.errors import Conflict, Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref

LATEST = timedelta(days=366)


def schedule(actor: Actor, case_id: int, *, revision: int, at: datetime) -> Case:
    """Show this revision, which must be the newest, at this time. Raises ``Invalid``, ``Conflict``."""
    case = moving.take(actor, case_id, "schedule")
    newest, now = shaping.newest(case), clock.now()
    if revision != newest.number:
        raise Conflict(_l("This case was changed after you looked at it."), current=newest)
    if case.published and not case.pending:
        raise Invalid(_l("There is nothing new to publish."))
    if not now < at <= now + LATEST:
        raise Invalid(_l("Please choose a time between now and a year from now."), "at")
    contents.check_ready(contents.of(newest))
    case.publish_at, case.publish_revision, case.publish_by_id = at, revision, actor.id
    shaping.touch(case)
    db.session.flush()
    outbox.put("case_publish", delay=at - now, case=case.id, at=at.isoformat())
    audit.record(actor, "case.schedule", Ref("case", case.id), revision=revision, at=at.isoformat())
    return case


def unschedule(actor: Actor, case_id: int) -> Case:
    """Not at that time after all. Again is the same."""
    case = moving.take(actor, case_id, "schedule")
    if case.publish_at is not None:
        shaping.unplan(case)
        shaping.touch(case)
        db.session.flush()
        audit.record(actor, "case.unschedule", Ref("case", case.id))
    return case
