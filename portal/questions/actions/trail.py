"""What staff did to somebody else's post goes into the audit list."""

from portal.core import audit
from portal.core.errors import Forbidden
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.questions.models import Answer, Comment, Question


def note(actor: Actor, verb: str, post: Question | Answer | Comment, reason: str = "") -> None:
    """One audit entry when the post is not the actor's own."""
    if post.author_id != actor.id or actor.id is None:
        kind = type(post).__name__.lower()
        audit.record(actor, f"{kind}.{verb}", Ref(kind, post.id), reason)


def refuse_locked(actor: Actor, question: Question) -> None:
    """A locked thread takes changes from staff only, also in its answers and comments. Raises ``Forbidden``."""
    if question.locked_at is not None and not actor.is_staff:
        raise Forbidden("locked")
