"""Where a case came from."""

from datetime import datetime

from sqlalchemy import ForeignKey, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base
from portal.core.visibility import Visibility


class CaseSource(Base):
    """Where a case came from: an answer, as it stood at ``answer_revision``, and who is credited for it.

    The columns from ``body`` on say how the answer stood when it was taken over, or when somebody last said that what
    moved since does no harm: the drift alarm compares the answer of today with them.
    """

    __tablename__ = "case_source"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_article.id"))
    kind: Mapped[str] = mapped_column(String(20), default="answer")
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"), index=True)
    answer_revision: Mapped[int]
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    promoted_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    promoted_at: Mapped[datetime]
    body: Mapped[str] = mapped_column(Text, default="")  # a revision may still change while its author writes on
    score: Mapped[int] = mapped_column(default=0)
    accepted: Mapped[bool] = mapped_column(default=False)
    standing: Mapped[str] = mapped_column(String(20), default="live")
    visibility: Mapped[str] = mapped_column(String(10), default=Visibility.PUBLIC.value)  # of answer and question
    duplicate_of_id: Mapped[int | None]  # of the question, as its own column says
    looked_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("case_id", "answer_id"),)
