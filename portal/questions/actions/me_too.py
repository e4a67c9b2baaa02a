"""“I have this too”: demand for an answer, one for each person; whoever says it follows the question (by the event)."""

from sqlalchemy import delete, func, select

from portal.core import clock, permissions
from portal.core.db import db
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.questions.actions.vote import locked, raise_version
from portal.questions.events import MeTooSaid
from portal.questions.models import MeToo, Question


def me_too(actor: Actor, question_id: int, *, on: bool) -> Question:
    """Say it or take it back. Raises ``NotFound``, ``SignInNeeded``, ``Forbidden`` for one's own question."""
    question = locked(actor, question_id)
    permissions.demand(actor, "question.me_too", question)
    mine = (MeToo.question_id == question_id, MeToo.person_id == actor.id)
    said = db.session.scalar(select(MeToo.id).where(*mine)) is not None
    if said == on:
        return question
    if on:
        db.session.add(MeToo(question_id=question_id, person_id=actor.id, created_at=clock.now()))
        db.session.flush()
    else:
        db.session.execute(delete(MeToo).where(*mine))
    question.me_too_count = (
        db.session.scalar(select(func.count()).select_from(MeToo).where(MeToo.question_id == question_id)) or 0
    )
    raise_version(question)
    if on and actor.id is not None:
        publish(MeTooSaid(question_id, actor.id))
    return question
