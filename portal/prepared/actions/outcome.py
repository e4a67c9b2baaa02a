"""What became of a text: which answer was made with it, and whether that was accepted. Reactions; they only write rows."""

from datetime import timedelta
from typing import Any

from sqlalchemy import func, select, update

from portal.core import clock
from portal.core.db import db
from portal.prepared.models import PreparedAnswer, PreparedUse

SOON = timedelta(hours=12)  # an answer posted later than this after the text was taken was written without it


def answer_given(event: Any) -> None:
    """Reaction to ``AnswerGiven``: the texts that its author took for this question went into it."""
    if event.actor_id is None:
        return
    taken = db.session.scalars(
        select(PreparedUse).where(
            PreparedUse.question_id == event.question_id,
            PreparedUse.person_id == event.actor_id,
            PreparedUse.answer_id.is_(None),
            PreparedUse.at > clock.now() - SOON,
        )
    ).all()
    for use in taken:
        use.answer_id = event.answer_id
    _count_again({use.prepared_id for use in taken})


def answer_accepted(event: Any) -> None:
    _mark(event.answer_id, accepted=True)


def answer_unaccepted(event: Any) -> None:
    _mark(event.answer_id, accepted=False)


def _mark(answer_id: int, *, accepted: bool) -> None:
    uses = db.session.scalars(select(PreparedUse).where(PreparedUse.answer_id == answer_id)).all()
    for use in uses:
        use.accepted = accepted
    _count_again({use.prepared_id for use in uses})


def _count_again(ids: set[int]) -> None:
    if not ids:
        return
    db.session.flush()
    of_text = select(func.count()).select_from(PreparedUse).where(PreparedUse.prepared_id == PreparedAnswer.id)
    db.session.execute(
        update(PreparedAnswer)
        .where(PreparedAnswer.id.in_(sorted(ids)))
        .values(
            answer_count=of_text.where(PreparedUse.answer_id.is_not(None)).scalar_subquery(),
            accepted_count=of_text.where(PreparedUse.accepted.is_(True)).scalar_subquery(),
        )
        .execution_options(synchronize_session="fetch")
    )
