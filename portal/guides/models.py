"""Tables of guides."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base
from portal.core.visibility import Seen


class Guide(Seen, Base):
    """An ordered list of cases. ``status`` is ``draft``, ``live`` or ``archived``; ``revision`` rises with each change."""

    __tablename__ = "guide"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    slug: Mapped[str] = mapped_column(String(100))
    about: Mapped[str] = mapped_column(Text, default="")
    about_html: Mapped[str] = mapped_column(Text, default="")
    html_version: Mapped[int] = mapped_column(default=0)
    language: Mapped[str] = mapped_column(String(2))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]

    __table_args__ = (Index("ix_guide_listed", "status", "visibility", "title", "id"),)


class GuideEntry(Base):
    """A case in a guide; ``case_id`` is a ``Ref``, so cases need not know of guides."""

    __tablename__ = "guide_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id"))
    case_id: Mapped[int] = mapped_column(index=True)
    position: Mapped[int]

    __table_args__ = (UniqueConstraint("guide_id", "case_id"),)


class GuideProgress(Base):
    """A member is done with a case of a guide."""

    __tablename__ = "guide_progress"
    id: Mapped[int] = mapped_column(primary_key=True)
    guide_id: Mapped[int] = mapped_column(ForeignKey("guide.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    case_id: Mapped[int]
    done_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("guide_id", "person_id", "case_id"),)
