"""Comments on ideas: add, edit, delete."""

from flask_babel import lazy_gettext as _l

from portal.core import clock, newcomers, permissions, richtext
from portal.core.db import db, lock
from portal.core.errors import Conflict, Forbidden, NotFound
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.core.post_events import PostHeld
from portal.core.visibility import Status
from portal.ideas import queries
from portal.ideas.actions import counts, texts
from portal.ideas.events import IdeaCommented, IdeaCommentEdited, IdeaStatusChanged
from portal.ideas.models import COMMENT_MOST, Idea, IdeaComment


def comment(actor: Actor, idea_id: int, *, body: str) -> IdeaComment:
    """Up to 600 characters under an idea that takes replies. Sight is the idea's. Raises ``Invalid``."""
    idea = queries.idea(actor, idea_id)
    permissions.demand(actor, "idea.comment", idea)
    body, now = texts.body(body, COMMENT_MOST), clock.now()
    html = texts.html(body)
    lock(idea)
    made = IdeaComment(
        idea_id=idea.id,
        author_id=actor.id,
        body=body,
        html=html,
        html_version=richtext.RENDERER_VERSION,
        visibility=idea.visibility,
        audience=idea.audience,
        status=newcomers.first_status(actor, body),
        created_at=now,
        updated_at=now,
    )
    db.session.add(made)
    counts.recount_comments(idea)
    if made.status == Status.LIVE.value:
        publish(IdeaCommented(made.id, idea.id, actor.id))
    else:
        publish(PostHeld("idea_comment", made.id, actor.id))
    return made


def edit_comment(actor: Actor, comment_id: int, *, body: str, base_revision: int) -> IdeaComment:
    """Raises ``Conflict`` when the comment is no longer the one that ``base_revision`` names."""
    found, idea = _open_to(actor, comment_id, "comment.edit")
    body = texts.body(body, COMMENT_MOST)
    texts.no_new_links(actor, found.body, body)
    html = texts.html(body)
    lock(idea)
    lock(found)
    if found.revision != base_revision:
        raise Conflict(_l("This comment was changed meanwhile."), current=found)
    if body == found.body:
        return found
    found.body, found.html, found.html_version = body, html, richtext.RENDERER_VERSION
    found.revision, found.updated_at = base_revision + 1, clock.now()
    counts.recount_comments(idea)
    publish(IdeaCommentEdited(found.id, idea.id, actor.id))
    return found


def delete_comment(actor: Actor, comment_id: int) -> Idea:
    """Take one's own comment away (staff: anybody's); staff can still read it."""
    found, idea = queries.comment(actor, comment_id)
    permissions.demand(actor, "comment.delete", found)
    if found.status == Status.DELETED.value:
        raise NotFound(comment_id)
    lock(idea)
    was, found.status = found.status, Status.DELETED.value
    counts.recount_comments(idea)
    publish(IdeaStatusChanged("idea_comment", found.id, idea.id, actor.id, found.status, was))
    return idea


def _open_to(actor: Actor, comment_id: int, permission: str) -> tuple[IdeaComment, Idea]:
    found, idea = queries.comment(actor, comment_id)
    permissions.demand(actor, permission, found)
    if idea.locked_at is not None and not actor.is_staff:
        raise Forbidden(permission)
    return found, idea
