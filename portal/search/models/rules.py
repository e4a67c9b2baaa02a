"""What staff teach the search: words that mean the same, and best answers picked for a query."""

from datetime import date, datetime

from sqlalchemy import JSON, ForeignKey, Index, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class RulesMark(Base):
    """One row whose word changes with every change of a synonym or a pin: a process compares it with what it keeps."""

    __tablename__ = "search_rules"
    id: Mapped[int] = mapped_column(primary_key=True)
    mark: Mapped[str] = mapped_column(String(32))


class Synonym(Base):
    """Where one of ``phrases`` is asked for, each of ``instead`` is searched too; ``both_ways`` makes one group of all.
    ``language`` '' means every language."""

    __tablename__ = "search_synonym"
    id: Mapped[int] = mapped_column(primary_key=True)
    language: Mapped[str] = mapped_column(String(2), default="")
    phrases: Mapped[list[str]] = mapped_column(JSON)
    instead: Mapped[list[str]] = mapped_column(JSON, default=list)
    both_ways: Mapped[bool] = mapped_column(default=False)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]


class Pin(Base):
    """``kind``:``thing_id`` is the best answer to ``words``, in any form and order. ``language`` is the reader's, '' for
    all; the days are UTC days, both included."""

    __tablename__ = "search_pin"
    id: Mapped[int] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(300))
    language: Mapped[str] = mapped_column(String(2), default="")
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    from_on: Mapped[date | None]
    until_on: Mapped[date | None]
    created_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_search_pin_thing", "kind", "thing_id"),)
