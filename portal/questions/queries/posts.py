"""Single posts for those who act on them. What the actor does not see is ``NotFound``, whatever the reason."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, select

from portal.accounts.models import Person
from portal.core import visibility
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.questions.models import Answer, AnswerRevision, Comment, Question, QuestionRevision


def question(actor: Actor, question_id: int) -> Question:
    """The question. Raises ``NotFound``."""
    row = db.session.get(Question, question_id)
    if row is None or not visibility.sees(actor, row):
        raise NotFound("question")
    return row


def answer(actor: Actor, answer_id: int) -> Answer:
    """The answer, when its question is seen too. Raises ``NotFound``."""
    row = db.session.get(Answer, answer_id)
    if row is None or not visibility.sees(actor, row):
        raise NotFound("answer")
    question(actor, row.question_id)
    return row


def comment(actor: Actor, comment_id: int) -> Comment:
    """The comment, when what it stands under is seen too. Raises ``NotFound``."""
    row = db.session.get(Comment, comment_id)
    if row is None or not visibility.sees(actor, row):
        raise NotFound("comment")
    if row.answer_id is not None:
        answer(actor, row.answer_id)
    else:
        question(actor, row.question_id)
    return row


def replied(post: Question | Answer, *, besides: int | None, since: datetime) -> bool:
    """Did anybody but ``besides`` answer or comment on it after ``since``? What waits for a moderator counts too."""
    under = Comment.answer_id == post.id if isinstance(post, Answer) else Comment.question_id == post.id
    found = [select(1).select_from(Comment).where(under, *_by_others(Comment, besides, since))]
    if isinstance(post, Question):
        theirs = _by_others(Answer, besides, since)
        found.append(select(1).select_from(Answer).where(Answer.question_id == post.id, *theirs))
    return any(db.session.execute(query.limit(1)).first() for query in found)


def _by_others(model: Any, besides: int | None, since: datetime) -> tuple[ColumnElement[bool], ...]:
    return model.created_at > since, model.author_id.is_distinct_from(besides), model.status != "deleted"


def answered_by_others(post: Question) -> bool:
    """Is there an answer by somebody else that is not deleted?"""
    theirs = (
        select(1)
        .select_from(Answer)
        .where(Answer.question_id == post.id, Answer.author_id.is_distinct_from(post.author_id))
        .where(Answer.status != "deleted")
    )
    return db.session.execute(theirs.limit(1)).first() is not None


def revisions(post: Question | Answer) -> Sequence[Row[tuple[int, datetime, str, int | None, str | None, str | None]]]:
    """The history of a post that was seen, newest first: ``number created_at summary author_id name slug role``."""
    model, owner = (
        (QuestionRevision, QuestionRevision.question_id)
        if isinstance(post, Question)
        else (AnswerRevision, AnswerRevision.answer_id)
    )
    return db.session.execute(
        select(
            model.number,  # type: ignore[attr-defined]
            model.created_at,  # type: ignore[attr-defined]
            model.summary,  # type: ignore[attr-defined]
            model.author_id,  # type: ignore[attr-defined]
            Person.name,
            Person.slug,
            Person.role,
        )
        .outerjoin(Person, Person.id == model.author_id)  # type: ignore[attr-defined]
        .where(owner == post.id)
        .order_by(model.number.desc())  # type: ignore[attr-defined]
        .limit(500)
    ).all()  # type: ignore[return-value]


def revision(post: Question | Answer, number: int) -> QuestionRevision | AnswerRevision:
    """One revision of a post that was seen. Raises ``NotFound``."""
    found: QuestionRevision | AnswerRevision | None
    if isinstance(post, Question):
        query = select(QuestionRevision).where(QuestionRevision.question_id == post.id)
        found = db.session.scalars(query.where(QuestionRevision.number == number)).first()
    else:
        wanted = select(AnswerRevision).where(AnswerRevision.answer_id == post.id)
        found = db.session.scalars(wanted.where(AnswerRevision.number == number)).first()
    if found is None:
        raise NotFound("revision")
    return found
