"""Cases for lists of things of any kind."""

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any

from sqlalchemy import bindparam, select

from portal.accounts.models import Person
from portal.cases import life
from portal.cases.models import Case
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
    return {
        row.id: Card(
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
        for row in rows
    }
