"""Changing a case. A draft changes at once; of a published case readers see the old text until it is published."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from portal.cases import content as contents
from portal.cases.actions import kinship, shaping
from portal.cases.actions.write import sound
from portal.cases.content import Content
from portal.cases.events import CaseEdited, CaseUnscheduled
from portal.cases.models import Case, CaseRevision
from portal.core import events
from portal.core.db import db
from portal.core.errors import Conflict
from portal.core.permissions import Actor


def edit(actor: Actor, case_id: int, *, content: Content, base_revision: int, summary: str = "") -> Case:
    """Write a revision on top of ``base_revision``.

    Raises ``Conflict`` whose ``current`` is the newest ``CaseRevision`` when somebody wrote one meanwhile. The same
    text again writes nothing.
    """
    case = shaping.get(actor, case_id, "case.edit")
    if base_revision != case.latest_revision:
        raise Conflict(_l("This case was changed while you wrote."), current=shaping.newest(case))
    return _revise(actor, case, sound(content), summary, shaping.newest(case))


def roll_back(actor: Actor, case_id: int, *, number: int) -> Case:
    """Write an old text again as the newest revision; history stays whole. Publishing it is a step of its own."""
    case = shaping.get(actor, case_id, "case.roll_back")
    old: CaseRevision = shaping.revision(case, number)
    return _revise(actor, case, sound(contents.of(old)), _("Back to revision %(number)d", number=number), old)


def _revise(actor: Actor, case: Case, content: Content, summary: str, like: CaseRevision) -> Case:
    """``like``: the revision that the new one was made of, and translated from the same text as."""
    if content == contents.of(shaping.newest(case)):
        return case
    kinship.keep_apart(case, content.language)
    contents.render(content)  # refused now rather than when it is published
    if case.publish_at is not None:  # another text was chosen than the one that stands now
        planner = case.publish_by_id
        shaping.unplan(case)
        events.publish(CaseUnscheduled(case.id, actor.id, planner))
    case.latest_revision = case.latest_revision + 1
    shaping.keep(actor, case, content, summary).translated_revision = like.translated_revision
    if not case.published:
        shaping.show(case, content)
        shaping.link_topics(case)
    shaping.touch(case)
    db.session.flush()
    events.publish(CaseEdited(case.id, actor.id, case.latest_revision))
    return case
