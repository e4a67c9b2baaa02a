"""Publishing: the newest revision becomes what readers see, and somebody vouches for it."""

from flask_babel import lazy_gettext as _l

from portal.cases import content as contents
from portal.cases.actions import kinship, moving, provenance, shaping
from portal.cases.events import CasePublished
from portal.cases.models import Case
from portal.core import audit, clock, events
from portal.core.db import db
from portal.core.errors import Conflict
from portal.core.permissions import Actor
from portal.core.refs import Ref


def publish(actor: Actor, case_id: int, *, revision: int | None = None) -> Case:
    """Show the newest revision to readers and mark the case as checked now by the actor.

    ``revision`` is the one the actor looked at: ``Conflict`` when there is a newer one. Raises ``Invalid`` for a case
    that is hidden, obsolete, archived or deleted, or that lacks steps or topics.
    """
    case = moving.take(actor, case_id, "publish")
    newest = shaping.newest(case)
    if revision is not None and revision != newest.number:
        raise Conflict(_l("This case was changed after you looked at it."), current=newest)
    content = contents.of(newest)
    contents.check_ready(content)
    now, first = clock.now(), not case.published
    changed = not first and case.revision != newest.number
    kinship.keep_apart(case, content.language)
    shaping.show(case, content)
    shaping.link_topics(case)
    moving.move(case, "publish")
    case.revision = newest.number
    shaping.forget_plans(case)
    case.published_at = case.published_at or now
    case.checked_at, case.checked_by_id = now, actor.id
    newest.published_at, newest.published_by_id = now, actor.id
    db.session.flush()
    provenance.point_sources(actor, case.id)
    audit.record(actor, "case.publish", Ref("case", case.id), revision=newest.number)
    events.publish(CasePublished(case.id, actor.id, newest.number, first, changed))
    return case
