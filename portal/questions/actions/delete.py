"""Delete one's own post. Staff may too, with a word in the audit list."""

from flask_babel import gettext as _

from portal.core import permissions
from portal.core.db import lock
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.visibility import Status
from portal.questions.actions import status, trail
from portal.questions.actions.edit_answer import lock_both
from portal.questions.models import Comment, Question
from portal.questions.queries import posts


def delete(actor: Actor, *, question_id: int, reason: str = "") -> Question:
    """Raises ``Invalid`` when others have answered: their work would go with it."""
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.delete", question)
    if not actor.is_staff and posts.answered_by_others(question):
        raise Invalid(_("Others have answered, so this question stays: the answers belong to those who wrote them."))
    trail.note(actor, "delete", question, reason)
    status.set_question_status(actor, question, Status.DELETED)
    return question


def delete_answer(actor: Actor, *, answer_id: int, reason: str = "") -> Question:
    """Returns the question it stood under."""
    answer, question = lock_both(actor, answer_id)
    permissions.demand(actor, "answer.delete", answer)
    trail.refuse_locked(actor, question)
    trail.note(actor, "delete", answer, reason)
    status.set_answer_status(actor, answer, question, Status.DELETED)
    return question


def delete_comment(actor: Actor, *, comment_id: int, reason: str = "") -> Question:
    comment = lock_comment(actor, comment_id)
    question = posts.question(actor, comment.question_id)
    permissions.demand(actor, "comment.delete", comment)
    trail.refuse_locked(actor, question)
    trail.note(actor, "delete", comment, reason)
    status.set_comment_status(actor, comment, question, Status.DELETED)
    return question


def lock_comment(actor: Actor, comment_id: int) -> Comment:
    """The comment, held after its question. Raises ``NotFound``."""
    comment = posts.comment(actor, comment_id)
    lock(posts.question(actor, comment.question_id))
    lock(comment)
    return comment
