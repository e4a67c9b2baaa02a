"""A member says that something is wrong with a post."""

from flask_babel import gettext as _
from sqlalchemy import select

from portal.core import clock, stewards
from portal.core.db import db
from portal.core.errors import Conflict, Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref, card
from portal.core.visibility import Status
from portal.moderation import reasons
from portal.moderation.actions import items
from portal.moderation.events import PostFlagged
from portal.moderation.models import Flag


def flag(actor: Actor, ref: Ref, *, reason: str, text: str = "", target_id: int | None = None) -> bool:
    """Flag a post that the actor sees. False when the actor's flag on it is open already: nothing changes then.

    Raises ``NotFound`` (not visible), ``Forbidden`` (one's own), ``Conflict`` (not public now), ``Invalid``.
    """
    steward = stewards.of(ref.kind)
    if card(actor, ref) is None:
        raise NotFound(ref.kind)
    post = steward.get(ref.id)
    demand(actor, "post.flag", post)
    if post.status != Status.LIVE:
        raise Conflict(_("This post is not public at the moment, so there is nothing to flag."))
    _check(actor, ref, reason, text, target_id)
    item = items.open_item(ref, items.FLAGGED)
    if _own(actor, ref):
        return False
    db.session.add(
        Flag(
            kind=ref.kind,
            thing_id=ref.id,
            person_id=actor.id,
            reason=reason,
            text=text,
            target_id=target_id if reason == "duplicate" else None,
            created_at=clock.now(),
        )
    )
    items.count_flags(item)
    publish(PostFlagged(ref.kind, ref.id, reason, actor.id))
    return True


def _own(actor: Actor, ref: Ref) -> bool:
    """The item is held, so nobody adds a flag of the same person between this and the insert."""
    found = select(Flag.id).where(
        Flag.kind == ref.kind, Flag.thing_id == ref.id, Flag.person_id == actor.id, Flag.resolved_at.is_(None)
    )
    return db.session.scalar(found) is not None


def _check(actor: Actor, ref: Ref, reason: str, text: str, target_id: int | None) -> None:
    if reason not in reasons.offered_flags(ref.kind):
        raise Invalid(_("Please choose a reason."), field="reason")
    if len(text) > reasons.TEXT_MOST:
        raise Invalid(_("At most %(most)d characters, please.", most=reasons.TEXT_MOST), field="text")
    if reason == reasons.OTHER and not text.strip():
        raise Invalid(_("Please say in a few words what is wrong."), field="text")
    if reason != "duplicate":
        return
    if target_id is None:
        raise Invalid(_("Please name the question that was asked before."), field="target")
    if target_id == ref.id:
        raise Invalid(_("A question cannot be a duplicate of itself."), field="target")
    if card(actor, Ref(ref.kind, target_id)) is None:
        raise Invalid(_("There is no such question."), field="target")
