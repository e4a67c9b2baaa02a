"""Cases as the search index wants them: plain dicts of what readers see."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.cases.models import Case
from portal.core import richtext, visibility
from portal.core.db import db
from portal.core.visibility import Status

_ROWS = (
    select(Case, Person.name)
    .outerjoin(Person, Person.id == Case.author_id)
    .where(Case.status == Status.LIVE.value)
    .order_by(Case.id)
)


def all_ids() -> list[int]:
    """Every case that belongs into the index."""
    return list(db.session.scalars(select(Case.id).where(Case.status == Status.LIVE.value).order_by(Case.id)))


def documents(ids: Sequence[int]) -> list[dict[str, Any]]:
    """Those of ``ids`` that readers see; the others are to be dropped from the index. Pending text is not here."""
    rows = db.session.execute(_ROWS.where(Case.id.in_(ids))).all()
    return [_document(case, author) for case, author in rows]


def _document(case: Case, author: str | None) -> dict[str, Any]:
    return {
        "kind": "case",
        "id": case.id,
        "title": case.title,
        "phrasings": tuple(case.phrasings),
        "body": _body(case),
        "topics": tuple(case.topic_slugs),
        "language": case.language,
        "visibility": visibility.token(case),
        "state": "published",
        "helped": case.helped_count,
        "author": author or "",
        "created_at": case.created_at,
        "updated_at": case.checked_at or case.updated_at,
    }


def _body(case: Case) -> str:
    texts = [richtext.plain(text) for text in (case.symptoms, case.cause, *case.steps, case.result) if text]
    return "\n\n".join(
        [*texts, *case.figures, *(part for part in (case.product, case.product_version, case.platform) if part)]
    )
