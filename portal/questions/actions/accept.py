"""Accept an answer: one at a time, by the asker, by staff after a week."""

from sqlalchemy import select

from portal.core import clock, events, permissions
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.visibility import Status
from portal.questions.actions import counting, trail
from portal.questions.actions.edit_answer import lock_both
from portal.questions.events import AnswerAccepted, AnswerUnaccepted
from portal.questions.models import Answer, Question


def accept(actor: Actor, *, answer_id: int, on: bool = True) -> Answer:
    """Accept or take it back; accepting another answer replaces the first. Saying the same again changes nothing."""
    answer, question = lock_both(actor, answer_id)
    permissions.demand(actor, "question.accept", question)
    if on and answer.status != Status.LIVE:
        raise Invalid("status")
    if on == (question.accepted_answer_id == answer.id):
        return answer
    _clear(actor, question)
    if on:
        question.accepted_answer_id, answer.accepted_at = answer.id, clock.now()
    trail.note(actor, "accept" if on else "unaccept", question)
    counting.thread_changed(question)
    if on:
        events.publish(AnswerAccepted(answer.id, question.id, actor.id))
    return answer


def _clear(actor: Actor, question: Question) -> None:
    held = select(Answer).where(Answer.question_id == question.id, Answer.accepted_at.is_not(None))
    for other in db.session.scalars(held).all():
        other.accepted_at = None
        if other.id == question.accepted_answer_id:
            events.publish(AnswerUnaccepted(other.id, question.id, actor.id))
    question.accepted_answer_id = None
