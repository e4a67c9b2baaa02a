"""Revisions of an idea."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.errors import NotFound
from portal.ideas.models import IdeaRevision
from portal.ideas.queries.people import COLUMNS, Author, author


@dataclass(frozen=True, slots=True)
class RevisionRow:
    number: int
    summary: str
    title: str
    body: str
    topics: list[str]
    language: str
    created_at: datetime
    author: Author


def revisions(idea_id: int) -> list[RevisionRow]:
    """Newest first. Ask only for an idea that the reader may see."""
    query = (
        select(IdeaRevision, *COLUMNS)
        .outerjoin(Person, Person.id == IdeaRevision.author_id)
        .where(IdeaRevision.idea_id == idea_id)
        .order_by(IdeaRevision.number.desc())
    )
    return [
        RevisionRow(one.number, one.summary, one.title, one.body, one.topics, one.language, one.created_at, author(row))
        for row in db.session.execute(query)
        for one in (row.IdeaRevision,)
    ]


def revision(idea_id: int, number: int) -> IdeaRevision:
    """Raises ``NotFound``."""
    query = select(IdeaRevision).where(IdeaRevision.idea_id == idea_id, IdeaRevision.number == number)
    found = db.session.scalars(query).first()
    if found is None:
        raise NotFound(number)
    return found


def as_text(title: str, body: str, topics: list[str]) -> str:
    """An idea as lines that can be compared."""
    return "\n".join([title, "", body, "", ", ".join(topics)]).strip()
