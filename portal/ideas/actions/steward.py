"""What moderation may do to ideas and their comments, without knowing them (``core/stewards.py``)."""

from flask_babel import lazy_gettext as _l

from portal.core import clock
from portal.core.db import db, lock
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.core.stewards import Steward
from portal.core.visibility import Status
from portal.ideas.actions import counts
from portal.ideas.events import IdeaCommented, IdeaLocked, IdeaProposed, IdeaStatusChanged
from portal.ideas.models import Idea, IdeaComment


class _Unsupported:
    """An idea is declined with a reason, not closed, and it has no duplicates until ideas can be merged."""

    def close(self, actor: Actor, thing_id: int, reason: str) -> None:
        raise Invalid(_l("Ideas are not closed: the product team declines them with a reason."))

    def reopen(self, actor: Actor, thing_id: int) -> None:
        raise Invalid(_l("Ideas are not closed: the product team declines them with a reason."))

    def mark_duplicate(self, actor: Actor, thing_id: int, target_id: int) -> None:
        raise Invalid(_l("Ideas cannot be marked as duplicates."))


class IdeaSteward(_Unsupported):
    verbs = frozenset({"status", "lock"})

    def get(self, thing_id: int) -> Idea:
        found = db.session.get(Idea, thing_id)
        if found is None:
            raise NotFound(thing_id)
        return found

    def set_status(self, actor: Actor, thing_id: int, status: str) -> None:
        idea = self.get(thing_id)
        lock(idea)
        was, now = idea.status, Status(status).value
        if was == now:
            return
        idea.status = now
        counts.changed(idea)
        publish(IdeaStatusChanged("idea", idea.id, idea.id, actor.id, now, was))
        if (was, now) == (Status.WAITING.value, Status.LIVE.value):
            publish(IdeaProposed(idea.id, idea.author_id))

    def lock(self, actor: Actor, thing_id: int, on: bool) -> None:
        idea = self.get(thing_id)
        lock(idea)
        if (idea.locked_at is not None) == on:
            return
        idea.locked_at = clock.now() if on else None
        counts.changed(idea)
        publish(IdeaLocked(idea.id, actor.id, on))


class IdeaCommentSteward(_Unsupported):
    verbs = frozenset({"status", "lock"})

    def get(self, thing_id: int) -> IdeaComment:
        found = db.session.get(IdeaComment, thing_id)
        if found is None:
            raise NotFound(thing_id)
        return found

    def set_status(self, actor: Actor, thing_id: int, status: str) -> None:
        comment, idea = self._held(thing_id)
        was, now = comment.status, Status(status).value
        if was == now:
            return
        comment.status = now
        counts.recount_comments(idea)
        publish(IdeaStatusChanged("idea_comment", comment.id, idea.id, actor.id, now, was))
        if (was, now) == (Status.WAITING.value, Status.LIVE.value):
            publish(IdeaCommented(comment.id, idea.id, comment.author_id))

    def lock(self, actor: Actor, thing_id: int, on: bool) -> None:
        comment, idea = self._held(thing_id)
        comment.locked_at = clock.now() if on else None
        counts.changed(idea)

    def _held(self, thing_id: int) -> tuple[IdeaComment, Idea]:
        comment = self.get(thing_id)
        idea = db.session.get_one(Idea, comment.idea_id)
        lock(idea)
        lock(comment)
        return comment, idea


STEWARDS: dict[str, Steward] = {"idea": IdeaSteward(), "idea_comment": IdeaCommentSteward()}
