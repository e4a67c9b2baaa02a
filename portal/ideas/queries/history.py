"""Revisions of an idea, and what changed between two of them."""

from dataclasses import dataclass
from datetime import datetime
from difflib import SequenceMatcher
from itertools import zip_longest

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.errors import NotFound
from portal.ideas.models import IdeaRevision
from portal.ideas.queries.people import COLUMNS, Author, author

AROUND = 2  # unchanged lines kept beside a change
MOST_LINES = 1500  # lines compared one by one; what follows is compared as one, so that a diff costs bounded time
Row = tuple[str, str | None, str | None]


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


def changes(before: str, after: str) -> list[Row]:
    """Lines side by side, as the ``diff`` component shows them; long equal stretches become one ``skip``."""
    left, right = _lines(before), _lines(after)
    rows: list[Row] = []
    for op, i1, i2, j1, j2 in SequenceMatcher(None, left, right).get_opcodes():
        if op == "equal":
            rows += _equal(left[i1:i2])
        else:
            rows += [(op, was, now) for was, now in zip_longest(left[i1:i2], right[j1:j2])]
    return rows


def _lines(text: str) -> list[str]:
    lines = text.split("\n")
    return lines if len(lines) <= MOST_LINES else [*lines[:MOST_LINES], "\n".join(lines[MOST_LINES:])]


def _equal(lines: list[str]) -> list[Row]:
    kept: list[Row] = [("equal", line, line) for line in lines]
    if len(kept) <= 2 * AROUND + 1:
        return kept
    return [*kept[:AROUND], ("skip", None, None), *kept[-AROUND:]]
