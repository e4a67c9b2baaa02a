"""Tables of prepared answers."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class PreparedAnswer(Base):
    """A text with fields such as ``{name}``; see ``filling.py``. ``revision`` rises with each change of the text."""

    __tablename__ = "prepared_answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(150))
    body: Mapped[str] = mapped_column(Text)
    language: Mapped[str] = mapped_column(String(2))
    topic_slugs: Mapped[list[str]] = mapped_column(JSON, default=list)
    revision: Mapped[int] = mapped_column(default=1)
    changed_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    changed_at: Mapped[datetime]
    created_at: Mapped[datetime]
    retired_at: Mapped[datetime | None]  # no longer offered
    use_count: Mapped[int] = mapped_column(default=0)
    answer_count: Mapped[int] = mapped_column(default=0)  # uses that became an answer
    accepted_count: Mapped[int] = mapped_column(default=0)  # of these, accepted by the asker


class PreparedUse(Base):
    """A text was put into somebody's answer to a question; ``answer_id`` once it was posted."""

    __tablename__ = "prepared_use"
    id: Mapped[int] = mapped_column(primary_key=True)
    prepared_id: Mapped[int] = mapped_column(ForeignKey("prepared_answer.id"), index=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    at: Mapped[datetime]
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), index=True)
    accepted: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_prepared_use_of", "question_id", "person_id", "answer_id"),)
