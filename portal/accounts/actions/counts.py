"""How much a person contributed: set from a count that the capability owning the posts brings along."""

from typing import Any

from sqlalchemy import ScalarSelect, select, update

from portal.accounts.models import Person
from portal.core.db import db


def keep_counts(person_id: int | None, **counts: ScalarSelect[Any]) -> None:
    """Set ``question_count``, ``answer_count`` of a person from subqueries, under a lock on the person's row."""
    if person_id is None:
        return
    db.session.flush()
    db.session.execute(select(Person.id).where(Person.id == person_id).with_for_update(key_share=True))
    db.session.execute(
        update(Person).where(Person.id == person_id).values(**counts).execution_options(synchronize_session=False)
    )
