"""Who can read a question, changed after it was asked: everybody, people who have signed in, or support alone."""

from flask_babel import gettext as _
from sqlalchemy import select, update

from portal.core import clock, events, permissions
from portal.core.db import db, lock
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.visibility import Visibility
from portal.questions.actions import counting, trail
from portal.questions.actions.ask import OFFERED
from portal.questions.events import QuestionVisibilityChanged
from portal.questions.models import Answer, Comment, Question
from portal.questions.queries import posts


def set_visibility(actor: Actor, *, question_id: int, visibility: str) -> Question:
    """Change it with all that is written in the thread, at once for pages, lists, feeds and search.

    The author may while nobody has answered; what others wrote for people who have signed in only staff open to
    everybody; what was written to support alone only its asker shows to others. Raises ``Invalid`` (visibility).
    """
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.set_visibility", question)
    if visibility not in OFFERED or question.visibility not in OFFERED:
        raise Invalid(_("Choose who can read it."), field="visibility")
    was = question.visibility
    if was == visibility:
        return question
    if was == Visibility.PRIVATE:
        _may_leave_support(actor, question)
    elif visibility == Visibility.PUBLIC and not actor.is_staff and _others_wrote(question):
        raise Invalid(_("Others have written here already: please ask staff to open it."), field="visibility")
    before = question.reply_visibility
    question.visibility = str(visibility)
    for model in (Answer, Comment):
        db.session.execute(
            update(model)
            .where(model.question_id == question.id, model.visibility == before)
            .values(visibility=question.reply_visibility)
            .execution_options(synchronize_session="fetch")
        )
    question.updated_at = clock.now()
    trail.note(actor, "set_visibility", question, f"{was} -> {question.visibility}")
    counting.thread_changed(question, active=False)
    counting.topics_changed(counting.topic_ids_of(question))
    counting.person_changed(question.author_id)
    events.publish(QuestionVisibilityChanged(question.id, actor.id, question.visibility, was))
    return question


def _may_leave_support(actor: Actor, question: Question) -> None:
    if actor.id != question.author_id:
        raise Invalid(_("What was written to support alone only its asker can show to others."), field="visibility")
    if _others_wrote(question):
        raise Invalid(_("Support has written here already, so it stays between you."), field="visibility")


def _others_wrote(question: Question) -> bool:
    """Whatever its status: what waits for a moderator or was hidden may be seen again."""
    return any(
        db.session.scalar(
            select(model.id)
            .where(model.question_id == question.id, model.author_id.is_distinct_from(question.author_id))
            .limit(1)
        )
        for model in (Answer, Comment)
    )
