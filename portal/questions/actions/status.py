"""Whether a post is seen: hidden, deleted, restored, approved. Counters and events follow.

Permission, reason and audit entry are the caller's: moderation through ``steward.py``, authors through ``delete.py``.
"""

from sqlalchemy import select

from portal.core import clock, events
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.visibility import Status
from portal.questions.actions import counting
from portal.questions.actions.answer import tell_answer
from portal.questions.actions.comment import tell_comment
from portal.questions.events import PostStatusChanged, QuestionAsked
from portal.questions.models import Answer, Comment, Question


def set_question_status(actor: Actor, question: Question, status: str) -> None:
    """``question`` is locked. When it first goes live, it and its live answers are told as new."""
    was = _put(question, status)
    if was == status:
        return
    counting.thread_changed(question, active=False)
    counting.topics_changed(counting.topic_ids_of(question))
    counting.person_changed(question.author_id)
    counting.duplicates_changed(question.duplicate_of_id)
    events.publish(PostStatusChanged("question", question.id, question.id, actor.id, status, was))
    if (was, status) == (Status.WAITING, Status.LIVE):
        question.active_at = clock.now()
        events.publish(QuestionAsked(question.id, question.author_id))
        for row in db.session.scalars(select(Answer).where(Answer.question_id == question.id, Answer.status == status)):
            tell_answer(row, question)


def set_answer_status(actor: Actor, answer: Answer, question: Question, status: str) -> None:
    """Both are locked. An answer that is not seen is not the accepted one; restored, it is so again."""
    was = _put(answer, status)
    if was == status:
        return
    if status != Status.LIVE and question.accepted_answer_id == answer.id:
        question.accepted_answer_id = None
    elif status == Status.LIVE and answer.accepted_at is not None and question.accepted_answer_id is None:
        question.accepted_answer_id = answer.id
    fresh = (was, status) == (Status.WAITING, Status.LIVE)
    counting.thread_changed(question, active=fresh)
    counting.person_changed(answer.author_id)
    events.publish(PostStatusChanged("answer", answer.id, question.id, actor.id, status, was))
    if fresh:
        tell_answer(answer, question)


def set_comment_status(actor: Actor, comment: Comment, question: Question, status: str) -> None:
    """Both are locked."""
    was = _put(comment, status)
    if was == status:
        return
    under = db.session.get(Answer, comment.answer_id) if comment.answer_id is not None else None
    if under is not None:
        counting.answer_changed(under)
    fresh = (was, status) == (Status.WAITING, Status.LIVE)
    counting.thread_changed(question, active=fresh)
    events.publish(PostStatusChanged("comment", comment.id, question.id, actor.id, status, was))
    if fresh:
        tell_comment(comment)


def _put(post: Question | Answer | Comment, status: str) -> str:
    was, post.status = post.status, Status(status).value
    return was
