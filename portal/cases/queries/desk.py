"""What staff work with: drafts, pending revisions, history, what readers said."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, func, select
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.cases import changes
from portal.cases import content as contents
from portal.cases.life import ASKED
from portal.cases.models import Case, CaseFeedback, CaseRevision
from portal.cases.queries import drift
from portal.cases.queries.translations import behind_count
from portal.core import paging, permissions
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.core.visibility import Status

Desk: dict[str, ColumnElement[bool]] = {
    "drafts": and_(Case.status == Status.DRAFT.value, Case.review != ASKED),
    "review": and_(Case.status.in_((Status.DRAFT.value, Status.LIVE.value)), Case.review == ASKED),
    "pending": and_(
        Case.status == Status.LIVE.value, Case.latest_revision > Case.revision, Case.revision > 0, Case.review != ASKED
    ),
    "archived": Case.status.in_((Status.ARCHIVED.value, Status.RETIRED.value)),
    "check": drift.NEEDS_CHECK,
}
_DESK = (
    select(
        Case.id,
        Case.title,
        Case.slug,
        Case.kind,
        Case.language,
        Case.status,
        Case.state,
        Case.review,
        Case.publish_at,
        Case.revision,
        Case.latest_revision,
        Case.visibility,
        Case.updated_at,
        CaseRevision.summary,
        Person.name.label("editor"),
    )
    .join(CaseRevision, and_(CaseRevision.case_id == Case.id, CaseRevision.number == Case.latest_revision))
    .outerjoin(Person, Person.id == CaseRevision.author_id)
    .order_by(Case.updated_at.desc(), Case.id.desc())
)


def desk(actor: Actor, part: str, cursor: str = "", size: int = paging.PAGE_SIZE) -> Page[Any]:
    """Cases that are not in their readers' hands: ``drafts``, ``review``, ``pending`` or ``archived``, last touched
    first; those that are and need a ``check``, the longest waiting first (``drift.to_check``)."""
    permissions.demand(actor, "case.write")
    if part == "check":
        return drift.to_check(actor, cursor, size)
    query = _DESK.where(Desk[part])
    values = paging.decode(cursor, (datetime, int))
    if values is not None:
        query = query.where(paging.after((Case.updated_at, Case.id), values))  # type: ignore[arg-type]
    rows = db.session.execute(query.limit(size + 1)).all()
    return paging.cut(rows, size, lambda row: (row.updated_at, row.id))


def desk_counts(actor: Actor) -> dict[str, int]:
    """How many stand in each part of the desk; one query."""
    permissions.demand(actor, "case.write")
    counts = [select(func.count(Case.id)).where(where).scalar_subquery().label(part) for part, where in Desk.items()]
    counts.append(behind_count().label("translations"))
    return dict(db.session.execute(select(*counts)).mappings().one())


def history(actor: Actor, case: Case) -> Sequence[Any]:
    """Revisions of a case, newest first, with who wrote and who published each."""
    permissions.demand(actor, "case.edit", case)
    publisher = aliased(Person)
    return db.session.execute(
        select(
            CaseRevision.number,
            CaseRevision.created_at,
            CaseRevision.summary,
            CaseRevision.published_at,
            Person.name.label("author"),
            publisher.name.label("publisher"),
        )
        .outerjoin(Person, Person.id == CaseRevision.author_id)
        .outerjoin(publisher, publisher.id == CaseRevision.published_by_id)
        .where(CaseRevision.case_id == case.id)
        .order_by(CaseRevision.number.desc())
    ).all()


def compare(actor: Actor, case: Case, number: int, base: int) -> tuple[CaseRevision, list[changes.Part]]:
    """A revision and how it differs from ``base`` (0 for nothing). Raises ``NotFound``."""
    permissions.demand(actor, "case.edit", case)
    found = {
        row.number: row
        for row in db.session.scalars(
            select(CaseRevision).where(CaseRevision.case_id == case.id, CaseRevision.number.in_((number, base)))
        )
    }
    if number not in found or (base and base not in found):
        raise NotFound("revision")
    if not base:
        return found[number], []
    return found[number], changes.parts(contents.of(found[base]), contents.of(found[number]))


_VOICES = (
    select(
        CaseFeedback.id,
        CaseFeedback.helped,
        CaseFeedback.reason,
        CaseFeedback.text,
        CaseFeedback.revision,
        CaseFeedback.created_at,
        Person.name.label("person"),
    )
    .outerjoin(Person, Person.id == CaseFeedback.person_id)
    .where(CaseFeedback.helped.is_(False))
    .order_by(CaseFeedback.id.desc())
)


def voices(actor: Actor, case_id: int, limit: int = 5) -> Sequence[Any]:
    """The last readers whom a case did not help, and why."""
    permissions.demand(actor, "case.see_feedback")
    return db.session.execute(_VOICES.where(CaseFeedback.case_id == case_id).limit(limit)).all()


def voices_of(actor: Actor, case_id: int, cursor: str = "", size: int = paging.PAGE_SIZE) -> Page[Any]:
    """All of them, a page at a time."""
    permissions.demand(actor, "case.see_feedback")
    query = _VOICES.where(CaseFeedback.case_id == case_id)
    values = paging.decode(cursor, (int,))
    if values is not None:
        query = query.where(CaseFeedback.id < values[0])
    rows = db.session.execute(query.limit(size + 1)).all()
    return paging.cut(rows, size, lambda row: (row.id,))
