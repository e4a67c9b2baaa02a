"""Who may have a gap."""

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core.db import db
from portal.gaps.queries.repeated import SUPPORT

_ABLE = (Person.role.in_(SUPPORT), Person.suspended_at.is_(None))


def support() -> list[tuple[int, str]]:
    """Ids and names, by name."""
    rows = db.session.execute(select(Person.id, Person.name).where(*_ABLE).order_by(Person.name, Person.id))
    return [(row.id, row.name) for row in rows]


def supports(person_id: int) -> bool:
    return db.session.scalar(select(Person.id).where(Person.id == person_id, *_ABLE)) is not None
