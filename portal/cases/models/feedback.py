"""What readers say of a case."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

REASONS = ("outdated", "unclear", "incomplete", "not_my_case", "did_not_work", "other")


class CaseFeedback(Base):
    """Whether a case helped, and of which revision that was said. One row a member; guests have no name."""

    __tablename__ = "case_feedback"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_article.id"))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    revision: Mapped[int]
    helped: Mapped[bool]
    reason: Mapped[str] = mapped_column(String(20), default="")
    text: Mapped[str] = mapped_column(String(600), default="")
    created_at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("case_id", "person_id"),
        Index("ix_case_feedback_of", "case_id", "helped", "id"),
        Index("ix_case_feedback_at", "created_at"),
    )
