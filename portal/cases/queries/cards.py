"""Cases for lists of things of any kind."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select, union_all
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.cases import life
from portal.cases.models import Case
from portal.cases.queries.siblings import group_of
from portal.core import visibility
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref

_ROWS = select(
    Case.id,
    Case.title,
    Case.slug,
    Case.language,
    Case.excerpt,
    Case.author_id,
    Case.status,
    Case.state,
    Case.kind,
    Case.helped_count,
    Case.topic_slugs,
    Case.created_at,
    Case.checked_at,
    Person.name.label("author"),
).outerjoin(Person, Person.id == Case.author_id)


@lru_cache(maxsize=1000)
def _of(reader: Actor) -> Any:
    return _ROWS.where(Case.id.in_(bindparam("ids", expanding=True)), visibility.seen_among(reader, Case))


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """One query; what the actor may not see is left out."""
    rows = db.session.execute(_of(visibility.reader(actor)), {"ids": list(ids)})
    return {row.id: _card(row) for row in rows}


@lru_cache(maxsize=1000)
def _beside(reader: Actor) -> Any:
    """Of each case asked for: itself, and the translations, or the original, that are published."""
    asked = aliased(Case)
    rows = _ROWS.add_columns(asked.id.label("asked"))
    wanted = asked.id.in_(bindparam("ids", expanding=True))
    live = visibility.live_for(reader, Case)
    # One question for each way to be the same: each is then answered by its index.
    return union_all(
        rows.join(asked, Case.id == asked.id).where(wanted, visibility.seen_among(reader, Case)),
        rows.join(asked, Case.id == asked.original_id).where(wanted, live),
        rows.join(asked, Case.original_id == group_of(asked)).where(wanted, Case.id != asked.id, live),
    )


def cards_in(actor: Actor, ids: Sequence[int], language: str) -> Mapping[int, Card]:
    """The same by the ids asked for, each in ``language`` where the case stands in it and readers see it; one query."""
    rows = db.session.execute(_beside(visibility.reader(actor)), {"ids": list(ids)}).all()
    found = {row.asked: row for row in rows if row.id == row.asked}
    found |= {row.asked: row for row in rows if row.asked in found and row.id != row.asked and row.language == language}
    return {number: _card(row) for number, row in found.items()}


def _card(row: Any) -> Card:
    return Card(
        Ref("case", row.id),
        row.title,
        f"/cases/{row.id}/{row.slug}",
        language=row.language,
        excerpt=row.excerpt,
        author=row.author or "",
        author_id=row.author_id,
        state=row.status if row.status in life.MODERATED else row.state,
        status=row.status,
        score=row.helped_count,
        kind_label="case",
        topics=tuple(row.topic_slugs),
        created_at=row.created_at,
        extra={"kind": row.kind, "checked_at": row.checked_at},
    )
