"""An imported account was claimed: its credits become those of the person."""

from typing import Any

from sqlalchemy import update

from portal.cases.models import Case, CaseRevision, CaseSource
from portal.core.db import db


def move_authorship(event: Any) -> None:
    """Reaction to ``PersonClaimed``. Answers that became cases are credited to the person from now on."""
    old, new = event.imported_id, event.person_id
    for column in (CaseSource.author_id, CaseRevision.author_id, Case.author_id, Case.owner_id):
        db.session.execute(
            update(column.class_)
            .where(column == old)
            .values({column.key: new})
            .execution_options(synchronize_session=False)
        )
