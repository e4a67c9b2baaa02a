"""Kept for those above: which case was made from a thread, how many follow it, whose posts these are."""

from typing import Any

from sqlalchemy import or_, select, update

from portal.core import permissions
from portal.core.db import db, lock
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.post_events import FollowersChanged
from portal.questions.actions import counting
from portal.questions.models import Answer, AnswerRevision, Comment, Question, QuestionRevision
from portal.questions.queries import posts


def mark_curated(actor: Actor, *, question_id: int, answer_id: int | None, case_id: int | None) -> None:
    """Point question and answer at the case made of them; ``case_id`` None takes it back."""
    question = posts.question(actor, question_id)
    lock(question)
    permissions.demand(actor, "answer.promote", question)
    question.curated_case_id = case_id
    if answer_id is not None:
        answer = posts.answer(actor, answer_id)
        if answer.question_id != question.id:
            raise NotFound("answer")
        answer.curated_case_id = case_id
    counting.thread_changed(question, active=False)


def set_follower_count(event: FollowersChanged) -> None:
    """Reaction: the page shows how many follow."""
    if event.kind == "question":
        db.session.execute(
            update(Question)
            .where(Question.id == event.thing_id)
            .values(follower_count=event.count, version=Question.version + 1)
            .execution_options(synchronize_session=False)
        )


def move_authorship(event: Any) -> None:
    """Reaction to ``PersonClaimed``: posts of an imported account become those of the person who claimed it."""
    old, new = event.imported_id, event.person_id
    touched = select(Question.id).where(
        or_(
            Question.author_id == old,
            Question.id.in_(select(Answer.question_id).where(Answer.author_id == old)),
            Question.id.in_(select(Comment.question_id).where(Comment.author_id == old)),
        )
    )
    ids = list(db.session.scalars(touched.order_by(Question.id).with_for_update(key_share=True)))
    for model in (Question, Answer, Comment, QuestionRevision, AnswerRevision):
        db.session.execute(
            update(model)
            .where(model.author_id == old)  # type: ignore[attr-defined]
            .values(author_id=new)
            .execution_options(synchronize_session=False)
        )
    for start in range(0, len(ids), 500):
        db.session.execute(
            update(Question)
            .where(Question.id.in_(ids[start : start + 500]))
            .values(version=Question.version + 1)
            .execution_options(synchronize_session=False)
        )
    counting.person_changed(old)
    counting.person_changed(new)
