"""What a person asked and answered, for the tabs of the profile."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, func, select

from portal.core import visibility
from portal.core.contributions import Contribution
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card
from portal.questions.models import Answer, Question
from portal.questions.queries import cards

_q, _a = Question.__table__.c, Answer.__table__.c


def _asked(actor: Actor, person_id: int, *columns: Any) -> Select[Any]:
    return select(*columns).where(_q.author_id == person_id, visibility.live_for(actor, _q))


def _answered(actor: Actor, person_id: int, *columns: Any) -> Select[Any]:
    joined = select(*columns).join_from(Answer.__table__, Question.__table__, _q.id == _a.question_id)
    return joined.where(_a.author_id == person_id, visibility.live_for(actor, _a), visibility.live_for(actor, _q))


def asked(actor: Actor, person_id: int, limit: int) -> list[Card]:
    """The newest live questions of one person."""
    query = _asked(actor, person_id, _q.id).order_by(_q.created_at.desc(), _q.id.desc()).limit(limit)
    ids = db.session.scalars(query).all()
    found = cards.questions(actor, ids)
    return [found[number] for number in ids if number in found]


def answered(actor: Actor, person_id: int, limit: int) -> list[Card]:
    """The newest live answers of one person, under the titles of their questions."""
    query = _answered(actor, person_id, _a.id).order_by(_a.created_at.desc(), _a.id.desc()).limit(limit)
    ids = db.session.scalars(query).all()
    found = cards.answers(actor, ids)
    return [found[number] for number in ids if number in found]


def asked_count(actor: Actor, person_id: int) -> Select[Any]:
    return _asked(actor, person_id, func.count())


def answered_count(actor: Actor, person_id: int) -> Select[Any]:
    return _answered(actor, person_id, func.count())


CONTRIBUTIONS = (
    Contribution("questions", _l("Questions"), asked, asked_count),
    Contribution("answers", _l("Answers"), answered, answered_count),
)
