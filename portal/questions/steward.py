"""What moderation may do to questions, answers and comments; ``wiring.STEWARDS`` names these three.

Rows are found whatever their status. Asking for permission, the reason and the audit entry are moderation's business.
"""

from typing import Any

from flask_babel import gettext as _

from portal.core import clock
from portal.core.db import db, lock
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.questions import actions
from portal.questions.actions import counting
from portal.questions.actions import status as statuses
from portal.questions.models import Answer, Comment, Question


class QuestionSteward:
    """Every verb."""

    verbs = frozenset({"status", "close", "lock", "duplicate"})

    def get(self, thing_id: int) -> Any:
        return _row(Question, thing_id)

    def set_status(self, actor: Actor, thing_id: int, status: str) -> None:
        question = _row(Question, thing_id)
        lock(question)
        statuses.set_question_status(actor, question, status)

    def close(self, actor: Actor, thing_id: int, reason: str) -> None:
        actions.close(actor, question_id=thing_id, reason=reason)

    def reopen(self, actor: Actor, thing_id: int) -> None:
        actions.reopen(actor, question_id=thing_id)

    def lock(self, actor: Actor, thing_id: int, on: bool) -> None:
        actions.lock(actor, question_id=thing_id, on=on)

    def mark_duplicate(self, actor: Actor, thing_id: int, target_id: int) -> None:
        actions.mark_duplicate(actor, question_id=thing_id, target_id=target_id)


class _Reply:
    """What answers and comments share: they can be hidden and locked, not closed."""

    verbs = frozenset({"status", "lock"})

    def get(self, thing_id: int) -> Any:
        raise NotImplementedError

    def close(self, actor: Actor, thing_id: int, reason: str) -> None:
        raise Invalid(_("Only questions can be closed."))

    def reopen(self, actor: Actor, thing_id: int) -> None:
        raise Invalid(_("Only questions can be closed."))

    def mark_duplicate(self, actor: Actor, thing_id: int, target_id: int) -> None:
        raise Invalid(_("Only questions can be duplicates."))

    def lock(self, actor: Actor, thing_id: int, on: bool) -> None:
        row, question = self._held(thing_id)
        row.locked_at = clock.now() if on else None
        counting.thread_changed(question, active=False)

    def _held(self, thing_id: int) -> tuple[Any, Question]:
        row = self.get(thing_id)
        question = _row(Question, row.question_id)
        lock(question)
        lock(row)
        return row, question


class AnswerSteward(_Reply):
    def get(self, thing_id: int) -> Any:
        return _row(Answer, thing_id)

    def set_status(self, actor: Actor, thing_id: int, status: str) -> None:
        row, question = self._held(thing_id)
        statuses.set_answer_status(actor, row, question, status)


class CommentSteward(_Reply):
    def get(self, thing_id: int) -> Any:
        return _row(Comment, thing_id)

    def set_status(self, actor: Actor, thing_id: int, status: str) -> None:
        row, question = self._held(thing_id)
        statuses.set_comment_status(actor, row, question, status)


def _row(model: Any, thing_id: int) -> Any:
    row = db.session.get(model, thing_id)
    if row is None:
        raise NotFound(model.__name__.lower())
    return row
