"""What moved under a published case since somebody last looked, and which versions are superseded."""

from datetime import datetime

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

OPEN = text("outcome_at IS NULL")


class CaseAlarm(Base):
    """Something that a case rests on moved. One open alarm for each case, source and kind (``drift.py`` names them).

    ``before`` and ``after`` say what it was and what it is, in a form that depends on the kind; never text of a post.
    ``version`` rises whenever ``after`` moves on. ``plan`` and ``plan_revision`` name a revision of the case that answers
    it once readers see that revision.
    """

    __tablename__ = "case_alarm"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_article.id"))
    answer_id: Mapped[int] = mapped_column(default=0)  # which source; 0 for what is no matter of a source
    kind: Mapped[str] = mapped_column(String(12))
    before: Mapped[str] = mapped_column(String(250), default="")
    after: Mapped[str] = mapped_column(String(250), default="")
    version: Mapped[int] = mapped_column(default=1)
    raised_at: Mapped[datetime]
    moved_at: Mapped[datetime]
    alone: Mapped[bool] = mapped_column(default=True)  # nobody else asked for a check of the case
    plan: Mapped[str] = mapped_column(String(12), default="")
    plan_revision: Mapped[int | None]
    outcome: Mapped[str] = mapped_column(String(12), default="")
    outcome_at: Mapped[datetime | None]
    outcome_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (
        Index(
            "uq_case_alarm_open", "case_id", "answer_id", "kind", unique=True, sqlite_where=OPEN, postgresql_where=OPEN
        ),
        Index("ix_case_alarm_of", "case_id", "outcome_at", "id"),
    )


class SupersededVersion(Base):
    """Support said that a version of a product is out of date: what is written for it may hold no longer."""

    __tablename__ = "superseded_version"
    id: Mapped[int] = mapped_column(primary_key=True)
    product: Mapped[str] = mapped_column(String(120))
    product_version: Mapped[str] = mapped_column(String(120))
    newer: Mapped[str] = mapped_column(String(120), default="")  # what took its place, if anybody said
    at: Mapped[datetime]
    by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("product", "product_version"),)
