"""Edit a comment. Comments keep no history, but a stale edit is refused all the same."""

from flask_babel import gettext as _

from portal.core import clock, events, permissions
from portal.core.db import lock
from portal.core.errors import Conflict
from portal.core.permissions import Actor
from portal.questions import text
from portal.questions.actions import counting, trail
from portal.questions.events import CommentEdited
from portal.questions.models import Comment
from portal.questions.queries import posts


def edit_comment(actor: Actor, *, comment_id: int, base_revision: int, body: str) -> Comment:
    """Change a comment. Raises ``Conflict`` (with the comment as ``current``) when it changed meanwhile."""
    comment = posts.comment(actor, comment_id)
    question = posts.question(actor, comment.question_id)
    lock(question)
    lock(comment)
    permissions.demand(actor, "comment.edit", comment)
    trail.refuse_locked(actor, question)
    text.check_body(body, text.COMMENT)
    if comment.body == body:
        return comment
    if comment.revision != base_revision:
        raise Conflict(
            _("This was changed while you were editing, by somebody else or by you in another window."), current=comment
        )
    text.check_links(actor, comment.status, comment.body, body)
    comment.body, comment.updated_at, comment.revision = body, clock.now(), comment.revision + 1
    for name, value in text.render_fields(body, excerpt=False).items():
        setattr(comment, name, value)
    trail.note(actor, "edit", comment)
    counting.thread_changed(question, active=False)
    events.publish(CommentEdited(comment.id, question.id, actor.id))
    return comment
