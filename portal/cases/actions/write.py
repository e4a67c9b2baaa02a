"""Writing a new case: it begins as a draft that only staff see."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.cases import content as contents
from portal.cases.actions import shaping
from portal.cases.content import Content
from portal.cases.events import CaseWritten
from portal.cases.life import State
from portal.cases.models import Case
from portal.cases.queries.topics import known
from portal.core import clock, events, permissions
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.core.visibility import Status


def write(actor: Actor, **fields: Any) -> Case:
    """A new draft. ``fields`` are those of ``Content``; lists will do for its tuples. Raises ``Invalid``."""
    return draft(actor, contents.made(**fields))


def draft(actor: Actor, content: Content, begun_from: Ref | None = None) -> Case:
    """As ``write``, from the whole content; ``begun_from`` is what asked for the case, such as a gap."""
    permissions.demand(actor, "case.write")
    content = sound(content)
    now = clock.now()
    case = Case(author_id=actor.id, owner_id=actor.id, status=Status.DRAFT.value, created_at=now, updated_at=now)
    case.revision, case.latest_revision, case.version, case.state = 0, 1, 1, State.DRAFT.value
    shaping.show(case, content)
    db.session.add(case)
    db.session.flush()
    shaping.link_topics(case)
    shaping.keep(actor, case, content, "")
    db.session.flush()
    events.publish(CaseWritten(case.id, actor.id, begun_from))
    return case


def sound(content: Content) -> Content:
    """The content, tidied and checked, also that its topics are known. Raises ``Invalid``."""
    content = contents.tidy(content)
    contents.check(content)
    topics = known(content.topics)
    missing = [slug for slug in content.topics if slug not in topics]
    if missing:
        raise Invalid(_l("There is no topic called “%(names)s”.", names=", ".join(missing)), "topics")
    return content
