"""The marks "curated as case N" on questions and answers, kept true from the side of cases."""

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy import case as when

from portal.cases.models import Case, CaseSource
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.visibility import Status, Visibility
from portal.questions import actions as questions
from portal.questions.models import Question


def point_sources(actor: Actor, case_id: int) -> None:
    """Set the marks on every source of a case anew: its state may have changed.

    The question is marked for everybody, so only with a case that its readers may read. The answer is marked with a
    draft too: who sees the card of the case sees the mark.
    """
    sources = db.session.scalars(select(CaseSource).where(CaseSource.case_id == case_id)).all()
    for source in sources:
        _mark_answer(actor, source.question_id, source.answer_id)
    for question_id in sorted({source.question_id for source in sources}):
        _mark_question(actor, question_id)


def unmark(actor: Actor, question_id: int, answer_id: int) -> None:
    """A source is gone: other cases may still be made of the same answer."""
    _mark_answer(actor, question_id, answer_id)
    _mark_question(actor, question_id)


def _mark_answer(actor: Actor, question_id: int, answer_id: int) -> None:
    draft_too = (Case.status.in_((Status.LIVE.value, Status.DRAFT.value)), CaseSource.answer_id == answer_id)
    questions.mark_curated(actor, question_id=question_id, answer_id=answer_id, case_id=_best(*draft_too))


def _mark_question(actor: Actor, question_id: int) -> None:
    live = (Case.status == Status.LIVE.value, CaseSource.question_id == question_id)
    open_to_all = or_(Case.visibility == Visibility.PUBLIC.value, Case.visibility == Question.visibility)
    questions.mark_curated(actor, question_id=question_id, answer_id=None, case_id=_best(*live, open_to_all))


# A live case goes before a draft; of equals the older one.
_RANK = when((Case.status == Status.LIVE.value, 0), else_=1)


def _best(*conditions: ColumnElement[bool]) -> int | None:
    return db.session.scalars(
        select(CaseSource.case_id)
        .join(Case, Case.id == CaseSource.case_id)
        .join(Question, Question.id == CaseSource.question_id)
        .where(*conditions)
        .order_by(_RANK, Case.id)
        .limit(1)
    ).first()
