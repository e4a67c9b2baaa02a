"""Who follows what; what happened; who was told of it; who wants no letters."""

from datetime import datetime
from typing import Any

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class Follow(Base):
    """Somebody follows a thing. The row of one who stopped stays: it remembers a no, so that answering or commenting
    does not begin it anew."""

    __tablename__ = "follow"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    created_at: Mapped[datetime]
    ended_at: Mapped[datetime | None]

    __table_args__ = (UniqueConstraint("person_id", "kind", "thing_id"), Index("ix_follow_thing", "kind", "thing_id"))


class News(Base):
    """Something happened, told to one person or many. ``kind`` and ``thing_id`` are the ``Ref`` to show: its title is
    never kept here, so what is hidden later takes its title with it."""

    __tablename__ = "news"
    id: Mapped[int] = mapped_column(primary_key=True)
    code: Mapped[str] = mapped_column(String(30))  # see streams.CODES
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    data: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_news_thing", "kind", "thing_id", "code"),)


class Notice(Base):
    """One person was told of one piece of news: a row of their inbox."""

    __tablename__ = "notice"
    id: Mapped[int] = mapped_column(primary_key=True)
    news_id: Mapped[int] = mapped_column(ForeignKey("news.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    read_at: Mapped[datetime | None]

    __table_args__ = (
        UniqueConstraint("news_id", "person_id"),
        Index("ix_notice_inbox", "person_id", "created_at", "id"),
        Index("ix_notice_unread", "person_id", "read_at"),
    )


class MailChoice(Base):
    """How a person wants the letters of a stream; no row means at once."""

    __tablename__ = "mail_choice"
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), primary_key=True)
    stream: Mapped[str] = mapped_column(String(20), primary_key=True)
    mode: Mapped[str] = mapped_column(String(10))
    changed_at: Mapped[datetime]
