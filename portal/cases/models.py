"""Tables of cases, and facts about one row.

``case`` is a word of SQL, so the table is ``case_article``. Its row holds what readers see; every text ever saved is
a row of ``case_revision``. A draft's row follows its newest revision; once published, the row stands still until
the next publication, and ``latest_revision`` above ``revision`` means that something waits.
"""

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base
from portal.core.visibility import Seen

KINDS = ("common_issue", "practical_case")
REASONS = ("outdated", "unclear", "incomplete", "not_my_case", "did_not_work", "other")

case_topic = Table(
    "case_topic",
    Base.metadata,
    Column("case_id", Integer, ForeignKey("case_article.id"), primary_key=True),
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True, index=True),
)


class CaseText:
    """Mixin: all that a person writes in a case. ``phrasings`` and ``steps`` are lists, one text an entry."""

    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(300))
    phrasings: Mapped[list[str]] = mapped_column(JSON, default=list)
    symptoms: Mapped[str] = mapped_column(Text, default="")
    cause: Mapped[str] = mapped_column(Text, default="")
    steps: Mapped[list[str]] = mapped_column(JSON, default=list)
    product: Mapped[str] = mapped_column(String(120), default="")
    product_version: Mapped[str] = mapped_column(String(120), default="")
    platform: Mapped[str] = mapped_column(String(120), default="")
    topic_slugs: Mapped[list[str]] = mapped_column(JSON, default=list)


class Case(Seen, CaseText, Base):
    """A case as readers see it. ``version`` rises with every write, for caches."""

    __tablename__ = "case_article"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(100))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    excerpt: Mapped[str] = mapped_column(String(400), default="")
    symptoms_html: Mapped[str] = mapped_column(Text, default="")
    cause_html: Mapped[str] = mapped_column(Text, default="")
    steps_html: Mapped[list[str]] = mapped_column(JSON, default=list)
    html_version: Mapped[int] = mapped_column(default=0)
    revision: Mapped[int] = mapped_column(default=0)  # the published one; 0 before the first publication
    latest_revision: Mapped[int] = mapped_column(default=1)
    version: Mapped[int] = mapped_column(default=1)
    helped_count: Mapped[int] = mapped_column(default=0)
    not_helped_count: Mapped[int] = mapped_column(default=0)
    view_count: Mapped[int] = mapped_column(default=0)
    follower_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]
    published_at: Mapped[datetime | None]  # first publication
    checked_at: Mapped[datetime | None]  # somebody vouched for what stands here
    checked_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    archive_reason: Mapped[str] = mapped_column(Text, default="")

    __table_args__ = (
        Index("ix_case_article_newest", "status", "visibility", "checked_at", "id"),
        Index("ix_case_article_desk", "status", "updated_at", "id"),
    )

    locked_at = None  # a case is never locked; moderation asks every kind

    @property
    def published(self) -> bool:
        return self.revision > 0

    @property
    def pending(self) -> bool:
        """Something was written after what readers see."""
        return self.published and self.latest_revision > self.revision


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

    __table_args__ = (UniqueConstraint("case_id", "number"),)


class CaseSource(Base):
    """Where a case came from: an answer, as it stood at ``answer_revision``, and who is credited for it."""

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

    __table_args__ = (UniqueConstraint("case_id", "answer_id"),)


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

    __table_args__ = (UniqueConstraint("case_id", "person_id"), Index("ix_case_feedback_of", "case_id", "helped", "id"))
