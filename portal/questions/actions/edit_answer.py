"""Edit an answer, with the same rules as a question."""

from portal.core import clock, events, permissions
from portal.core.db import db, lock
from portal.core.permissions import Actor
from portal.questions import text
from portal.questions.actions import counting, trail
from portal.questions.actions.edit import joins, refuse_stale
from portal.questions.events import AnswerEdited
from portal.questions.models import Answer, AnswerRevision, Question, QuestionRevision
from portal.questions.queries import posts


def answer_mark(answer: Answer) -> str:
    return text.mark(answer.body)


def edit_answer(
    actor: Actor, *, answer_id: int, base_revision: int, body: str, summary: str = "", base_mark: str = ""
) -> Answer:
    """Change an answer. Raises ``Conflict`` (with the answer as ``current``) when it changed meanwhile."""
    answer, question = lock_both(actor, answer_id)
    permissions.demand(actor, "answer.edit", answer)
    trail.refuse_locked(actor, question)
    text.check_body(body)
    if answer.body == body:
        return answer
    refuse_stale(answer, base_revision, base_mark, answer_mark(answer))
    text.check_links(actor, answer.status, answer.body, body)
    write_text(actor, answer, question, body, summary, joins(actor, answer, base_mark))
    return answer


def lock_both(actor: Actor, answer_id: int) -> tuple[Answer, Question]:
    """The answer and its question, both held, the question first. Raises ``NotFound``."""
    answer = posts.answer(actor, answer_id)
    question = posts.question(actor, answer.question_id)
    lock(question)
    lock(answer)
    return answer, question


def write_text(
    actor: Actor,
    answer: Answer,
    question: Question,
    body: str,
    summary: str,
    joined: QuestionRevision | AnswerRevision | None = None,
) -> None:
    """Put the new text into the row and its revision; count and tell."""
    answer.body, answer.updated_at = body, clock.now()
    for name, value in text.render_fields(body).items():
        setattr(answer, name, value)
    if not isinstance(joined, AnswerRevision):
        answer.revision += 1
        joined = AnswerRevision(answer_id=answer.id, number=answer.revision, author_id=actor.id, created_at=clock.now())
        db.session.add(joined)
    joined.body, joined.summary = body, summary[: text.SUMMARY] or joined.summary or ""
    trail.note(actor, "edit", answer)
    counting.thread_changed(question)
    events.publish(AnswerEdited(answer.id, question.id, actor.id, answer.revision))
