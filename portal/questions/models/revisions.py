"""History: every change of a question or answer, and the addresses a question had."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base
from portal.core.posts import Revised, RevisedThread


class QuestionRevision(RevisedThread, Base):
    """The whole text after a change; number 1 is what was asked first."""

    __tablename__ = "question_revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    source_id: Mapped[str | None] = mapped_column(String(60))

    __table_args__ = (UniqueConstraint("question_id", "number"),)


class AnswerRevision(Revised, Base):
    __tablename__ = "answer_revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    source_id: Mapped[str | None] = mapped_column(String(60))

    __table_args__ = (UniqueConstraint("answer_id", "number"),)


class OldSlug(Base):
    """A slug that a question had before its title changed. Addresses carry the id, so this is only for people who
    ask where an old link went and for search engines."""

    __tablename__ = "old_slug"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    slug: Mapped[str] = mapped_column(String(100))
    until: Mapped[datetime]

    __table_args__ = (Index("ix_old_slug_question", "question_id"),)
