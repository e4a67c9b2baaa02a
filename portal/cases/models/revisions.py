"""Every text a case ever had, and what reviewers said of it."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.cases.models.articles import CaseText
from portal.core.db import Base


class CaseRevision(CaseText, Base):
    """The whole text after a change; number 1 is the first. ``published_at`` when readers began to see it."""

    __tablename__ = "case_revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_article.id"))
    number: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    created_at: Mapped[datetime]
    summary: Mapped[str] = mapped_column(String(200), default="")
    visibility: Mapped[str] = mapped_column(String(10))
    published_at: Mapped[datetime | None]
    published_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    translated_revision: Mapped[int | None]  # of a translation: the published revision of the original it was made from

    __table_args__ = (UniqueConstraint("case_id", "number"), Index("ix_case_revision_published", "published_at"))


class CaseNote(Base):
    """What one of support said of a revision under review, of the whole (``part`` '') or of one part of it."""

    __tablename__ = "case_note"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_article.id"))
    revision: Mapped[int]
    part: Mapped[str] = mapped_column(String(20), default="")
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    settled_at: Mapped[datetime | None]
    settled_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (Index("ix_case_note_of", "case_id", "settled_at", "id"),)
