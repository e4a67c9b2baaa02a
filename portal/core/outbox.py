"""The transactional outbox: what must happen after a commit is a row written in the same transaction.

The worker relays rows to Huey, which runs them (``core/jobs.py``). Delivery is at least once: a row carries its id into
the job, so that a repeat can be recognised (the Message-ID of a mail, the unique key of a document).
"""

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Index, String, Text, func, select, update
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Base, db

LEASE = timedelta(seconds=20)
MAX_ATTEMPTS = 12


class OutboxRow(Base):
    """One piece of work. Done rows are kept for a day, so that doubles can be explained."""

    __tablename__ = "outbox"
    id: Mapped[int] = mapped_column(primary_key=True)
    job: Mapped[str] = mapped_column(String(40))
    payload: Mapped[dict[str, Any]] = mapped_column(JSON)
    created_at: Mapped[datetime]
    due_at: Mapped[datetime]
    attempts: Mapped[int] = mapped_column(default=0)
    done_at: Mapped[datetime | None]
    error: Mapped[str | None] = mapped_column(Text)

    __table_args__ = (Index("ix_outbox_open", "done_at", "due_at", "id"),)


def put(job: str, *, delay: timedelta = timedelta(0), **payload: Any) -> None:
    """Write one row in the running transaction. ``payload`` is JSON: ids and plain values, never objects."""
    now = clock.now()
    db.session.add(OutboxRow(job=job, payload=payload, created_at=now, due_at=now + delay, attempts=0))


def claim(limit: int = 200) -> list[OutboxRow]:
    """Take due rows for ``LEASE``: whoever raises ``attempts`` first has the row. Commits."""
    now = clock.now()
    due = (
        select(OutboxRow)
        .where(OutboxRow.done_at.is_(None), OutboxRow.due_at <= now, OutboxRow.attempts < MAX_ATTEMPTS)
        .order_by(OutboxRow.due_at, OutboxRow.id)
        .limit(limit)
    )
    taken = [row for row in db.session.scalars(due).all() if _take(row, now)]
    db.session.commit()
    return taken


def _take(row: OutboxRow, now: datetime) -> bool:
    # The lease grows with each failure, which is also the pause before the next attempt.
    pause = LEASE * min(2**row.attempts, 180)
    done = db.session.execute(
        update(OutboxRow)
        .where(OutboxRow.id == row.id, OutboxRow.attempts == row.attempts, OutboxRow.done_at.is_(None))
        .values(attempts=row.attempts + 1, due_at=now + pause)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount == 1  # type: ignore[attr-defined]


def finish(ids: Sequence[int]) -> None:
    """Mark rows as done in the running transaction."""
    if ids:
        db.session.execute(
            update(OutboxRow)
            .where(OutboxRow.id.in_(ids))
            .values(done_at=clock.now(), error=None)
            .execution_options(synchronize_session=False)
        )


def fail(ids: Sequence[int], error: str) -> None:
    """Remember why; the row comes due again by itself when its lease ends."""
    db.session.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(ids))
        .values(error=error[:2000])
        .execution_options(synchronize_session=False)
    )


def postpone(ids: Sequence[int], delay: timedelta, reason: str) -> None:
    """Not now, and nobody's fault: due again after ``delay``, with all attempts still before it."""
    db.session.execute(
        update(OutboxRow)
        .where(OutboxRow.id.in_(ids), OutboxRow.done_at.is_(None))
        .values(attempts=0, due_at=clock.now() + delay, error=reason[:2000])
        .execution_options(synchronize_session=False)
    )


def since(row_id: int) -> datetime:
    """When the row was written; now for one that is not there."""
    return db.session.scalar(select(OutboxRow.created_at).where(OutboxRow.id == row_id)) or clock.now()


def overdue(age: timedelta) -> list[OutboxRow]:
    """Rows that came due longer than ``age`` ago and are neither done nor given up; oldest first."""
    query = select(OutboxRow).where(
        OutboxRow.done_at.is_(None), OutboxRow.attempts < MAX_ATTEMPTS, OutboxRow.due_at < clock.now() - age
    )
    return list(db.session.scalars(query.order_by(OutboxRow.due_at, OutboxRow.id).limit(100)))


def pending(job: str | None = None) -> int:
    """How many rows are not done."""
    query = select(func.count()).select_from(OutboxRow).where(OutboxRow.done_at.is_(None))
    return db.session.scalar(query.where(OutboxRow.job == job) if job else query) or 0


def failing(jobs: Sequence[str]) -> int:
    """How many rows of these jobs have failed at least once and are not done."""
    open_rows = (OutboxRow.done_at.is_(None), OutboxRow.job.in_(jobs), OutboxRow.error.is_not(None))
    return db.session.scalar(select(func.count()).select_from(OutboxRow).where(*open_rows)) or 0


def stuck() -> list[OutboxRow]:
    """Rows given up after ``MAX_ATTEMPTS``; shown on ``/readyz``, to staff and by ``portal doctor``."""
    return list(
        db.session.scalars(
            select(OutboxRow).where(OutboxRow.done_at.is_(None), OutboxRow.attempts >= MAX_ATTEMPTS).limit(100)
        )
    )
