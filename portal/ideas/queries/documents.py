"""What the search index keeps of an idea. Only live ideas are documents; the database stays the judge of sight."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import richtext, visibility
from portal.core.db import db
from portal.core.visibility import Status
from portal.ideas.models import Idea

_ROWS = select(Idea, Person.name.label("person_name")).outerjoin(Person, Person.id == Idea.author_id)


def documents(ids: Sequence[int]) -> list[dict[str, Any]]:
    """One dict a live idea; ids that are missing here should not be in the index. Cards carry no private text."""
    rows = db.session.execute(_ROWS.where(Idea.id.in_(ids), Idea.status == Status.LIVE.value))
    return [_document(row.Idea, row.person_name or "") for row in rows]


def _document(idea: Idea, name: str) -> dict[str, Any]:
    texts = [richtext.plain(text) for text in (idea.body, idea.state_reason) if text]
    return {
        "kind": "idea",
        "id": idea.id,
        "title": idea.title,
        "body": "\n\n".join(texts),
        "topics": list(idea.topic_slugs or ()),
        "language": idea.language,
        "visibility": visibility.token(idea),
        "state": idea.state,
        "votes": idea.vote_count,
        "author": name,
        "author_id": idea.author_id,
        "created_at": idea.created_at,
        "updated_at": idea.updated_at,
    }


def all_ids() -> list[int]:
    """Ids of every live idea, for a rebuild."""
    return list(db.session.scalars(select(Idea.id).where(Idea.status == Status.LIVE.value).order_by(Idea.id)))
