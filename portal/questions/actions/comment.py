"""Comment on a question or on one of its answers."""

from portal.core import clock, events, newcomers, permissions
from portal.core.db import db, lock
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.post_events import PostHeld
from portal.core.visibility import Status
from portal.questions import text
from portal.questions.actions import counting
from portal.questions.events import CommentMade
from portal.questions.models import Answer, Comment, Question
from portal.questions.queries import posts


def comment(actor: Actor, *, question_id: int, body: str, answer_id: int | None = None) -> Comment:
    """Write a comment of at most 600 characters. Raises ``NotFound``, ``Forbidden`` (locked), ``Invalid`` (body)."""
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.comment", question)
    under = posts.answer(actor, answer_id) if answer_id is not None else None
    if under is not None:
        if under.question_id != question.id:
            raise NotFound("answer")
        permissions.demand(actor, "answer.comment", under)
    return write_comment(actor, question, under, body)


def write_comment(actor: Actor, question: Question, under: Answer | None, body: str) -> Comment:
    """The writing itself; the question's row is locked."""
    text.check_body(body, text.COMMENT)
    now = clock.now()
    row = Comment(
        question_id=question.id,
        answer_id=under.id if under else None,
        author_id=actor.id,
        body=body,
        visibility=question.reply_visibility,
        audience=question.audience,
        status=newcomers.first_status(actor, body),
        created_at=now,
        updated_at=now,
        **text.render_fields(body, excerpt=False),
    )
    db.session.add(row)
    if under is not None:
        counting.answer_changed(under)
    counting.thread_changed(question, active=row.status == Status.LIVE)
    tell_comment(row)
    return row


def tell_comment(row: Comment) -> None:
    if row.status == Status.LIVE:
        events.publish(CommentMade(row.id, row.question_id, row.answer_id, row.author_id))
    else:
        events.publish(PostHeld("comment", row.id, row.author_id))
