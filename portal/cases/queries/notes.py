"""What reviewers said of a case."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.cases.models import Case, CaseNote
from portal.core import permissions
from portal.core.db import db
from portal.core.permissions import Actor

_SETTLER = aliased(Person)
_NOTES = (
    select(
        CaseNote.id,
        CaseNote.revision,
        CaseNote.part,
        CaseNote.text,
        CaseNote.created_at,
        CaseNote.settled_at,
        Person.name.label("author"),
        _SETTLER.name.label("settler"),
    )
    .outerjoin(Person, Person.id == CaseNote.author_id)
    .outerjoin(_SETTLER, _SETTLER.id == CaseNote.settled_by_id)
    .order_by(CaseNote.settled_at.is_not(None), CaseNote.id)
)


def notes(actor: Actor, case: Case) -> Sequence[Any]:
    """Comments on any revision of a case: open ones first, oldest first."""
    permissions.demand(actor, "case.review", case)
    return db.session.execute(_NOTES.where(CaseNote.case_id == case.id).limit(200)).all()
