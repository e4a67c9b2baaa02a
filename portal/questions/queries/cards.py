"""Cards of questions, answers and comments, for rows of any list: inbox, queue, search, history of a case."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import Select, bindparam, select

from portal.accounts.models import Person
from portal.core import visibility
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.questions.models import Answer, Comment, Question
from portal.questions.queries import addresses, sight

_q, _a, _c, _p = (table.__table__ for table in (Question, Answer, Comment, Person))
_CARD = (  # not the text: cards are many and texts are long
    *(_q.c[name] for name in ("id", "author_id", "title", "slug", "excerpt", "language", "state", "status", "score")),
    *(_q.c[name] for name in ("answer_count", "accepted_answer_id", "duplicate_of_id", "curated_case_id")),
    *(_q.c[name] for name in ("topic_slugs", "created_at")),
)
_THREAD = (
    _q.c.title,
    _q.c.slug,
    _q.c.language.label("thread_language"),
    _q.c.answer_count,
    _q.c.topic_slugs,
    _p.c.name.label("author_name"),
)


def state_of(row: Any) -> str:
    """The one word that a list shows of a question."""
    if row.status != "live":
        return str(row.status)
    if row.duplicate_of_id is not None:
        return "duplicate"
    if row.state != "open":
        return str(row.state)
    return "accepted" if row.accepted_answer_id is not None else "answered" if row.answer_count else "open"


@sight.kept
def _questions(reader: Actor) -> Select[Any]:
    return (
        select(*_CARD, _p.c.name.label("author_name"))
        .outerjoin_from(_q, _p, _p.c.id == _q.c.author_id)
        .where(_q.c.id.in_(bindparam("ids", expanding=True)), visibility.seen_among(reader, _q.c))
    )


def questions(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """Questions that the actor may see, in one query."""
    rows = db.session.execute(_questions(sight.of(actor)), {"ids": list(ids)}).all()
    return {
        row.id: Card(
            Ref("question", row.id),
            row.title,
            addresses.question(row.id, row.slug),
            language=row.language,
            excerpt=row.excerpt,
            author=row.author_name or "",
            author_id=row.author_id,
            state=state_of(row),
            status=row.status,
            score=row.score,
            answers=row.answer_count,
            accepted=row.accepted_answer_id is not None,
            kind_label="question",
            topics=tuple(row.topic_slugs or ()),
            created_at=row.created_at,
            extra={"curated_case_id": row.curated_case_id, "duplicate_of_id": row.duplicate_of_id},
        )
        for row in rows
    }


def answers(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """Answers that the actor may see, and whose question the actor may see, in one query."""
    rows = db.session.execute(
        select(_a, *_THREAD)
        .join_from(_a, _q, _q.c.id == _a.c.question_id)
        .outerjoin(_p, _p.c.id == _a.c.author_id)
        .where(_a.c.id.in_(ids), visibility.seen_among(actor, _a.c), visibility.seen_among(actor, _q.c))
    )
    return {
        row.id: Card(
            Ref("answer", row.id),
            row.title,
            addresses.answer(row.question_id, row.slug, row.id, row.answer_count),
            language=row.language,
            excerpt=row.excerpt,
            author=row.author_name or "",
            author_id=row.author_id,
            status=row.status,
            score=row.score,
            accepted=row.accepted_at is not None,
            official=row.official_at is not None,
            kind_label="answer",
            topics=tuple(row.topic_slugs or ()),
            created_at=row.created_at,
            extra={"question_id": row.question_id, "revision": row.revision, "curated_case_id": row.curated_case_id},
        )
        for row in rows
    }


def comments(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """Comments that the actor may see, on posts that the actor may see, in one query."""
    rows = db.session.execute(
        select(_c, *_THREAD)
        .join_from(_c, _q, _q.c.id == _c.c.question_id)
        .outerjoin(_a, _a.c.id == _c.c.answer_id)
        .outerjoin(_p, _p.c.id == _c.c.author_id)
        .where(_c.c.id.in_(ids), visibility.seen_among(actor, _c.c), visibility.seen_among(actor, _q.c))
        .where(_c.c.answer_id.is_(None) | visibility.seen_among(actor, _a.c))
    )
    return {
        row.id: Card(
            Ref("comment", row.id),
            row.title,
            addresses.comment(row.question_id, row.slug, row.id, row.answer_id, row.answer_count),
            language=row.thread_language,
            excerpt=row.body[:200],
            author=row.author_name or "",
            author_id=row.author_id,
            status=row.status,
            kind_label="comment",
            topics=tuple(row.topic_slugs or ()),
            created_at=row.created_at,
            extra={"question_id": row.question_id, "answer_id": row.answer_id},
        )
        for row in rows
    }
