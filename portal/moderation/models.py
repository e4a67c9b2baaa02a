"""Flags, the queue that they open, and the decisions that close it."""

from datetime import datetime, timedelta

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.models import Person  # noqa: F401 - foreign keys point to it
from portal.core import clock
from portal.core.db import Base

LATE = timedelta(hours=24)
CLAIM = timedelta(minutes=15)
OPEN = text("resolved_at IS NULL")


class Flag(Base):
    """A member says that something is wrong with a post. One open flag a person and thing."""

    __tablename__ = "flag"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    reason: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(600), default="")
    target_id: Mapped[int | None]  # of the same kind: what this one is a duplicate of
    created_at: Mapped[datetime]
    resolved_at: Mapped[datetime | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))

    __table_args__ = (
        Index("uq_flag_open", "kind", "thing_id", "person_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
    )


class QueueItem(Base):
    """Something that waits for staff: ``created_at`` is the moment of its first flag. One open item a thing."""

    __tablename__ = "queue_item"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    why: Mapped[str] = mapped_column(String(20))  # flagged, first_post
    created_at: Mapped[datetime]
    flag_count: Mapped[int] = mapped_column(default=0)
    claimed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    claimed_at: Mapped[datetime | None]
    resolved_at: Mapped[datetime | None]
    decision_id: Mapped[int | None] = mapped_column(ForeignKey("decision.id"))  # None: resolved by itself

    __table_args__ = (
        Index("uq_queue_item_open", "kind", "thing_id", unique=True, sqlite_where=OPEN, postgresql_where=OPEN),
        Index("ix_queue_item_oldest", "resolved_at", "created_at", "id"),
    )

    @property
    def late(self) -> bool:
        return clock.now() - self.created_at > LATE

    @property
    def held(self) -> bool:
        """Somebody is looking at it; a claim that was forgotten ends by itself."""
        return self.claimed_at is not None and clock.now() - self.claimed_at < CLAIM


class Decision(Base):
    """What staff did to a thing and why. ``number`` counts the decisions on one thing: two people who decide on what
    they both saw want the same number, and the unique key lets one of them have it."""

    __tablename__ = "decision"
    id: Mapped[int] = mapped_column(primary_key=True)
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    number: Mapped[int]
    verb: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(String(20))
    text: Mapped[str] = mapped_column(String(600), default="")
    target_id: Mapped[int | None]
    author_id: Mapped[int | None]  # whose post it was; that person may read the reason
    was: Mapped[str] = mapped_column(String(10))  # the status before, for the way back
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    undone_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("kind", "thing_id", "number"),)
