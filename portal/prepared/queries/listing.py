"""The list that staff keep, and one text of it."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import or_, select

from portal.accounts.models import Person
from portal.core import permissions
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.prepared.models import PreparedAnswer

MOST = 500


def listed(actor: Actor, *, words: str = "", retired: bool = False) -> Sequence[Any]:
    """``(text, who changed it last)``, the most used first; ``words`` must all stand in title or text."""
    permissions.demand(actor, "prepared.use")
    query = (
        select(PreparedAnswer, Person.name)
        .outerjoin(Person, Person.id == PreparedAnswer.changed_by_id)
        .where(PreparedAnswer.retired_at.is_not(None) if retired else PreparedAnswer.retired_at.is_(None))
        .order_by(PreparedAnswer.use_count.desc(), PreparedAnswer.id)
        .limit(MOST)
    )
    for word in words.split()[:8]:
        parts = [column.icontains(word, autoescape=True) for column in (PreparedAnswer.title, PreparedAnswer.body)]
        query = query.where(or_(*parts))
    return db.session.execute(query).all()


def entity(actor: Actor, prepared_id: int) -> PreparedAnswer:
    """Raises ``Forbidden``, ``NotFound``."""
    permissions.demand(actor, "prepared.use")
    row = db.session.get(PreparedAnswer, prepared_id)
    if row is None:
        raise NotFound("prepared answer")
    return row
