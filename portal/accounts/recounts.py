"""What must hold of accounts, for ``portal doctor``."""

from collections.abc import Iterator

from sqlalchemy import func, select

from portal.accounts.models import Device, Person
from portal.core.db import db


def sessions() -> Iterator[str]:
    """Nobody who is suspended is signed in anywhere."""
    rows = select(Person.id, func.count()).join(Device, Device.person_id == Person.id)
    for number, count in db.session.execute(rows.where(Person.suspended_at.is_not(None)).group_by(Person.id)):
        yield f"person {number}: suspended, but signed in on {count} devices"


CHECKS = {"sessions": sessions}
