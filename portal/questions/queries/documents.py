"""Questions with their answers as plain documents for the search index. No actor: the index is never the judge of
sight; each document carries the token of its visibility and the database decides again over every hit."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import visibility
from portal.core.db import db
from portal.questions.models import Answer, Question
from portal.questions.queries import addresses
from portal.questions.queries.cards import state_of

BATCH = 200
_q, _a, _p = Question.__table__, Answer.__table__, Person.__table__


def documents(ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    """Live questions among ``ids``; what is missing from the answer belongs out of the index.

    ``body`` and the items of ``answers`` are Markdown as typed. Answers made for fewer people than their question
    are left out, so that a document never says more than its token allows. Two queries for ``BATCH`` questions.
    """
    wanted = list(ids)
    for start in range(0, len(wanted), BATCH):
        yield from _batch(wanted[start : start + BATCH])


def _batch(ids: Sequence[int]) -> Iterator[dict[str, Any]]:
    rows = db.session.execute(
        select(_q, _p.c.name.label("author_name"))
        .outerjoin_from(_q, _p, _p.c.id == _q.c.author_id)
        .where(_q.c.id.in_(ids), _q.c.status == visibility.Status.LIVE.value)
    ).all()
    answers: dict[int, list[Any]] = defaultdict(list)
    for answer in db.session.execute(
        select(_a.c.question_id, _a.c.body, _a.c.visibility, _a.c.audience, _a.c.author_id)
        .where(_a.c.question_id.in_([row.id for row in rows]), _a.c.status == visibility.Status.LIVE.value)
        .order_by(_a.c.question_id, _a.c.pinned.desc(), _a.c.rank.desc(), _a.c.created_at, _a.c.id)
    ):
        answers[answer.question_id].append(answer)
    for row in rows:
        yield _document(row, answers[row.id])


def _document(row: Any, answers: Sequence[Any]) -> dict[str, Any]:
    token = visibility.token(row)
    seen = {token, visibility.Visibility.PUBLIC.value}
    if row.visibility == visibility.Visibility.PRIVATE:
        seen.add(visibility.Visibility.MEMBERS.value)  # whoever sees the thread
    shown = [each.body for each in answers if visibility.token(each) in seen]
    return {
        "kind": "question",
        "id": row.id,
        "title": row.title,
        "url": addresses.question(row.id, row.slug),
        "body": row.body,
        "answers": shown,
        "answer_count": row.answer_count,
        "topics": list(row.topic_slugs or ()),
        "language": row.language,
        "visibility": token,
        "state": state_of(row),
        "votes": row.score,
        "accepted": row.accepted_answer_id is not None,
        "curated": row.curated_case_id is not None,
        "author": row.author_name or "",
        "author_id": row.author_id,
        "created_at": row.created_at,
        "updated_at": row.updated_at,
        "version": row.version,
    }


def all_ids() -> Iterator[int]:
    """Ids of every live question, rising, a batch at a time."""
    last = 0
    while True:
        ids = db.session.scalars(
            select(_q.c.id).where(_q.c.id > last, _q.c.status == "live").order_by(_q.c.id).limit(1000)
        ).all()
        if not ids:
            return
        yield from ids
        last = ids[-1]
