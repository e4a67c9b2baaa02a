"""What staff say about a question besides answering it: more is needed, it is in another language."""

from flask_babel import gettext as _

from portal.core import clock, events, language, permissions
from portal.core.db import lock
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.questions.actions import counting, trail
from portal.questions.actions.comment import write_comment
from portal.questions.events import QuestionEdited, QuestionStateChanged
from portal.questions.models import Question
from portal.questions.queries import posts


def ask_for_information(actor: Actor, *, question_id: int, body: str) -> Question:
    """Say in a comment what is missing. The asker's next edit opens the question again."""
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.needs_information", question)
    if question.state == "closed":
        raise Invalid(_("This question is closed."))
    question.state = "needs_information"
    write_comment(actor, question, None, body)
    trail.note(actor, "needs_information", question)
    events.publish(QuestionStateChanged(question.id, actor.id, "needs_information"))
    return question


def has_enough(actor: Actor, *, question_id: int) -> Question:
    """The information came in another way: open again."""
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.needs_information", question)
    if question.state != "needs_information":
        return question
    question.state = "open"
    trail.note(actor, "has_enough", question)
    counting.thread_changed(question)
    events.publish(QuestionStateChanged(question.id, actor.id, "open"))
    return question


def set_language(actor: Actor, *, question_id: int, code: str) -> Question:
    """Correct the detected language. No revision: the text is the same."""
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.set_language", question)
    if code not in language.CODES:
        raise Invalid(_("Choose one of the languages."), field="language")
    if question.language != code:
        question.language, question.updated_at = code, clock.now()
        trail.note(actor, "set_language", question)
        counting.thread_changed(question, active=False)
        events.publish(QuestionEdited(question.id, actor.id, question.revision))
    return question
