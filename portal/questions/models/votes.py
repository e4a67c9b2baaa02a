"""Votes: one row a person and thing, under a unique key; scores are set from a count of these rows."""

from datetime import datetime

from sqlalchemy import ForeignKey, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class QuestionVote(Base):
    __tablename__ = "question_vote"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    value: Mapped[int]  # 1 or -1
    created_at: Mapped[datetime]
    revision: Mapped[int]  # the revision voted on: a vote may change later only when the post did

    __table_args__ = (UniqueConstraint("question_id", "person_id"),)


class AnswerVote(Base):
    __tablename__ = "answer_vote"
    id: Mapped[int] = mapped_column(primary_key=True)
    answer_id: Mapped[int] = mapped_column(ForeignKey("answer.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    value: Mapped[int]
    created_at: Mapped[datetime]
    revision: Mapped[int]

    __table_args__ = (UniqueConstraint("answer_id", "person_id"),)


class MeToo(Base):
    """Says "I have this too": counted as demand; also follows the question."""

    __tablename__ = "me_too"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("question_id", "person_id"),)
