"""Opening and resolving what stands in the queue; the reactions to news of posts.

Order of locks, the same everywhere so that nobody waits in a circle: the post, its queue item, its flags.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import datetime
from typing import Any

from sqlalchemy import func, select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.core import clock
from portal.core.db import db
from portal.core.post_events import PostHeld
from portal.core.refs import Ref
from portal.core.visibility import Status
from portal.moderation.models import OPEN, Decision, Flag, QueueItem

FLAGGED, FIRST_POST = "flagged", "first_post"
_deciding: ContextVar[Ref | None] = ContextVar("deciding", default=None)


@contextmanager
def deciding(ref: Ref) -> Iterator[None]:
    """While a decision changes a post, the news of that change must not resolve the item before the decision does."""
    token = _deciding.set(ref)
    try:
        yield
    finally:
        _deciding.reset(token)


def open_item(ref: Ref, why: str) -> QueueItem:
    """The open item of a thing, made if there is none, and held: who resolves it meanwhile waits for us."""
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgres_insert
    while True:
        db.session.execute(
            insert(QueueItem)
            .values(kind=ref.kind, thing_id=ref.id, why=why, created_at=clock.now(), flag_count=0)
            .on_conflict_do_nothing(index_elements=["kind", "thing_id"], index_where=OPEN)
        )
        item = db.session.scalars(_open(ref).with_for_update().execution_options(populate_existing=True)).first()
        if item is not None:  # else it was resolved between the two statements: the next turn makes a new one
            return item


def _open(ref: Ref) -> Any:
    return select(QueueItem).where(
        QueueItem.kind == ref.kind, QueueItem.thing_id == ref.id, QueueItem.resolved_at.is_(None)
    )


def count_flags(item: QueueItem) -> None:
    """Set ``flag_count`` from a count; the item is held."""
    db.session.flush()
    item.flag_count = (
        db.session.scalar(
            select(func.count())
            .select_from(Flag)
            .where(Flag.kind == item.kind, Flag.thing_id == item.thing_id, Flag.resolved_at.is_(None))
        )
        or 0
    )


def resolve(ref: Ref, at: datetime, decision: Decision | None = None, why: str = "") -> list[int]:
    """Close the open item of a thing (only one opened for ``why``, when given) and its flags; returns its id."""
    number = decision.id if decision else None
    condition = (QueueItem.kind == ref.kind, QueueItem.thing_id == ref.id, QueueItem.resolved_at.is_(None))
    closed = db.session.scalars(
        update(QueueItem)
        .where(*condition, *([QueueItem.why == why] if why else []))
        .values(resolved_at=at, decision_id=number)
        .returning(QueueItem.id)
        .execution_options(synchronize_session=False)
    ).all()
    if not why:
        db.session.execute(
            update(Flag)
            .where(Flag.kind == ref.kind, Flag.thing_id == ref.id, Flag.resolved_at.is_(None))
            .values(resolved_at=at, decision_id=number)
            .execution_options(synchronize_session=False)
        )
    return list(closed)


def move_authorship(event: Any) -> None:
    """Reaction to ``PersonClaimed``: who was an imported account reads why own posts are not seen."""
    db.session.execute(
        update(Decision)
        .where(Decision.author_id == event.imported_id)
        .values(author_id=event.person_id)
        .execution_options(synchronize_session=False)
    )


def hold(event: PostHeld) -> None:
    """Reaction: a newcomer's post waits for somebody to look at it."""
    open_item(Ref(event.kind, event.thing_id), FIRST_POST)


def settle(event: Any) -> None:
    """Reaction to any capability's "status changed" (``kind thing_id status``)."""
    settle_thing(Ref(event.kind, event.thing_id), event.status)


def settle_thing(ref: Ref, status: str) -> None:
    """What was deleted or archived needs no decision any more; what went live by another way waits no longer."""
    if _deciding.get() == ref:
        return
    if status in {Status.DELETED, Status.ARCHIVED}:
        resolve(ref, clock.now())
    elif status == Status.LIVE:
        resolve(ref, clock.now(), why=FIRST_POST)
    elif status == Status.WAITING:
        open_item(ref, FIRST_POST)
