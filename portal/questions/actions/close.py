"""Close, reopen, lock, mark as duplicate. Permission, reason and audit entry are moderation's business."""

from flask_babel import gettext as _
from sqlalchemy import select

from portal.core import clock, events
from portal.core.db import db
from portal.core.db import lock as hold
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.core.visibility import Status
from portal.questions.actions import counting
from portal.questions.events import QuestionStateChanged
from portal.questions.models import Question


def held(*question_ids: int) -> dict[int, Question]:
    """Questions by id, locked in the order of their ids so that two who lock the same never wait for each other."""
    found: dict[int, Question] = {}
    for question_id in sorted(set(question_ids)):
        row = db.session.get(Question, question_id)
        if row is None:
            raise NotFound("question")
        hold(row)
        found[question_id] = row
    return found


def close(actor: Actor, *, question_id: int, reason: str) -> None:
    """No more answers; the reason stands above it for everybody."""
    question = held(question_id)[question_id]
    if not reason.strip():
        raise Invalid(_("Please give a reason."), field="reason")
    question.state, question.close_reason, question.closed_at = "closed", reason.strip(), clock.now()
    _changed(actor, question, "closed")


def reopen(actor: Actor, *, question_id: int) -> None:
    """Takes answers again; is nobody's duplicate any more."""
    question = held(question_id)[question_id]
    target_id = question.duplicate_of_id
    if target_id is not None:
        question = held(question_id, target_id)[question_id]
    if question.state != "closed":
        return
    question.state, question.close_reason, question.closed_at, question.duplicate_of_id = "open", "", None, None
    counting.duplicates_changed(target_id)
    _changed(actor, question, "open")


def lock(actor: Actor, *, question_id: int, on: bool) -> None:
    """Nobody but staff changes anything in the thread."""
    question = held(question_id)[question_id]
    if on == (question.locked_at is not None):
        return
    question.locked_at = clock.now() if on else None
    _changed(actor, question, "locked" if on else "unlocked")


def mark_duplicate(actor: Actor, *, question_id: int, target_id: int) -> None:
    """Close it with a pointer to the question that was asked before.

    Raises ``Invalid``: itself, a target that is not live or is itself a duplicate. What pointed here points to the
    target afterwards, so there is never a chain.
    """
    if question_id == target_id:
        raise Invalid(_("A question cannot be a duplicate of itself."), field="target")
    if db.session.get(Question, target_id) is None:
        raise Invalid(_("There is no such question."), field="target")
    both = held(question_id, target_id)
    question, target = both[question_id], both[target_id]
    if target.status != Status.LIVE:
        raise Invalid(_("There is no such question."), field="target")
    if target.duplicate_of_id is not None:
        raise Invalid(_("That question is a duplicate itself. Name the one it points to."), field="target")
    if question.duplicate_of_id == target_id:
        return
    before = question.duplicate_of_id
    _point(question, target)
    for pointing in db.session.scalars(select(Question).where(Question.duplicate_of_id == question_id)).all():
        pointing.duplicate_of_id, pointing.version = target_id, Question.version + 1
    for counted in {before, question_id, target_id} - {None}:
        counting.duplicates_changed(counted)
    db.session.refresh(target)
    _changed(actor, question, "duplicate")


def _point(question: Question, target: Question) -> None:
    question.state, question.closed_at = "closed", clock.now()
    question.close_reason, question.duplicate_of_id = "", target.id


def _changed(actor: Actor, question: Question, state: str) -> None:
    counting.thread_changed(question, active=False)
    events.publish(QuestionStateChanged(question.id, actor.id, state))
