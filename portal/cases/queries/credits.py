"""Who has a part in a case; and on a profile, those that came from somebody's answers."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select

from portal.cases.models import Case, CaseSource
from portal.cases.queries.cards import cards
from portal.core import visibility
from portal.core.contributions import Contribution
from portal.core.db import db
from portal.core.permissions import MACHINE, Actor
from portal.core.refs import Card
from portal.questions.models import Question


def credited(actor: Actor, person_id: int, limit: int) -> list[Card]:
    """Cases made from answers of this person, newest checked first: live ones that the actor may read."""
    ids = db.session.scalars(
        select(Case.id)
        .where(Case.id.in_(_from(person_id)), visibility.live_for(actor, Case))
        .order_by(Case.checked_at.desc(), Case.id.desc())
        .limit(limit)
    ).all()
    found = cards(actor, ids)
    return [found[number] for number in ids if number in found]


def credited_count(actor: Actor, person_id: int) -> Select[Any]:
    """How many they are."""
    return select(func.count(Case.id)).where(Case.id.in_(_from(person_id)), visibility.live_for(actor, Case))


def askers(case_id: int) -> dict[int, int]:
    """Question -> who asked it, of the live questions whose answers a case was made of."""
    query = (
        select(Question.id, Question.author_id)
        .join(CaseSource, CaseSource.question_id == Question.id)
        .where(CaseSource.case_id == case_id, visibility.live_for(MACHINE, Question), Question.author_id.is_not(None))
        .order_by(Question.id)
    )
    return {question_id: person_id for question_id, person_id in db.session.execute(query) if person_id is not None}


def _from(person_id: int):  # type: ignore[no-untyped-def]
    return select(CaseSource.case_id).where(CaseSource.author_id == person_id)


CONTRIBUTION = Contribution("cases", _l("Cases from answers"), credited, credited_count)
