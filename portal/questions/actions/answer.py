"""Answer a question."""

from portal.core import clock, events, newcomers, permissions
from portal.core.db import db, lock
from portal.core.permissions import Actor
from portal.core.post_events import PostHeld
from portal.core.visibility import Status
from portal.questions import text
from portal.questions.actions import counting
from portal.questions.events import AnswerGiven
from portal.questions.models import Answer, AnswerRevision, Question
from portal.questions.queries import posts


def answer(actor: Actor, *, question_id: int, body: str, language: str = "") -> Answer:
    """Write an answer with its first revision. Raises ``NotFound``, ``Forbidden`` (closed, locked), ``Invalid`` (body).

    A newcomer's answer with links waits; then ``PostHeld`` is told, and ``AnswerGiven`` when it first goes live.
    """
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "question.answer", question)
    return write_answer(actor, question, body, language)


def write_answer(actor: Actor, question: Question, body: str, language: str = "") -> Answer:
    """The writing itself, once it is known that it may be done; the question's row is locked or new."""
    text.check_body(body)
    now = clock.now()
    row = Answer(
        question_id=question.id,
        author_id=actor.id,
        body=body,
        language=text.language_of(body, language, question.language),
        visibility=question.reply_visibility,
        audience=question.audience,
        status=newcomers.first_status(actor, body),
        created_at=now,
        updated_at=now,
        **text.render_fields(body),
    )
    db.session.add(row)
    db.session.flush()
    db.session.add(AnswerRevision(answer_id=row.id, number=1, author_id=actor.id, created_at=now, body=body))
    counting.thread_changed(question, active=row.status == Status.LIVE)
    counting.person_changed(actor.id)
    tell_answer(row, question)
    return row


def tell_answer(row: Answer, question: Question) -> None:
    """``AnswerGiven`` once both are live; an answer under a question that waits is told when the question is."""
    if row.status != Status.LIVE:
        events.publish(PostHeld("answer", row.id, row.author_id))
    elif question.status == Status.LIVE:
        events.publish(AnswerGiven(row.id, question.id, row.author_id))
