"""Questions, answers, comments. Lists read the stored excerpts and counters; ``portal doctor`` recounts them."""

from datetime import datetime

from sqlalchemy import JSON, Column, Computed, ForeignKey, Index, Integer, String, Table, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from portal.accounts.models import Person  # noqa: F401 - foreign keys point to it
from portal.core.db import Base, UtcDateTime
from portal.core.posts import Post, Sourced
from portal.topics.models import Topic  # noqa: F401

# Which topics a question has. The last five columns repeat the question's own, so that a topic's list is read in its
# order from one index; triggers (``listing.py``) keep them, so nobody writes them by hand.
question_topic = Table(
    "question_topic",
    Base.metadata,
    Column("question_id", Integer, ForeignKey("question.id"), primary_key=True),
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True),
    Column("status", String(10)),
    Column("created_at", UtcDateTime),
    Column("active_at", UtcDateTime),
    Column("score", Integer),
    Column("answer_count", Integer),
    Index("ix_question_topic_newest", "topic_id", "status", "created_at", "question_id"),
    Index("ix_question_topic_active", "topic_id", "status", "active_at", "question_id"),
    Index("ix_question_topic_voted", "topic_id", "status", "score", "question_id"),
    Index("ix_question_topic_unanswered", "topic_id", "status", "answer_count", "created_at", "question_id"),
)


class Voted:
    """Mixin: ``score`` is always up - down, both set from a count of the votes plus what an import brought."""

    score: Mapped[int] = mapped_column(default=0)
    up_count: Mapped[int] = mapped_column(default=0)
    down_count: Mapped[int] = mapped_column(default=0)
    imported_up: Mapped[int] = mapped_column(default=0)
    imported_down: Mapped[int] = mapped_column(default=0)


COUNTED = (
    "public",
    "members",
)  # whom it may be for and still count in a figure: not what is between support and one person


class Question(Post, Sourced, Voted, Base):
    """A question. ``version`` rises with every write to its thread: answers, comments, votes, moderation."""

    __tablename__ = "question"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    title: Mapped[str] = mapped_column(String(300))  # 10 to 150 when asked here; imports may be longer
    slug: Mapped[str] = mapped_column(String(100))
    excerpt: Mapped[str] = mapped_column(String(400), default="")
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(20), default="open")  # open, needs_information, closed
    close_reason: Mapped[str] = mapped_column(Text, default="")
    closed_at: Mapped[datetime | None]
    duplicate_of_id: Mapped[int | None] = mapped_column(ForeignKey("question.id"), index=True)
    locked_at: Mapped[datetime | None]
    accepted_answer_id: Mapped[int | None]  # no foreign key: answers point here; checked by portal doctor
    curated_case_id: Mapped[int | None]  # a Ref upward, kept by cases through questions.actions
    version: Mapped[int] = mapped_column(default=1)
    answer_count: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    view_count: Mapped[int] = mapped_column(default=0)
    follower_count: Mapped[int] = mapped_column(default=0)
    me_too_count: Mapped[int] = mapped_column(default=0)
    duplicate_count: Mapped[int] = mapped_column(default=0)
    topic_slugs: Mapped[list[str]] = mapped_column(JSON, default=list)  # what lists show, kept with question_topic
    active_at: Mapped[datetime]

    @property
    def reply_visibility(self) -> str:
        """Of what is written under it. Replies are never seen where their thread is not; a private thread must still show
        them to its asker, who is not their author."""
        return "members" if self.visibility == "private" else self.visibility

    # Each list has an index in its own order, for all languages and for one: docs/decisions/005-list-indexes.md.
    __table_args__ = (
        Index("ix_question_newest", "status", "created_at", "id"),
        Index("ix_question_active", "status", "active_at", "id"),
        Index("ix_question_voted", "status", "score", "id"),
        Index("ix_question_unanswered", "status", "answer_count", "created_at", "id"),
        Index("ix_question_newest_in", "language", "status", "created_at", "id"),
        Index("ix_question_active_in", "language", "status", "active_at", "id"),
        Index("ix_question_voted_in", "language", "status", "score", "id"),
        Index("ix_question_unanswered_in", "language", "status", "answer_count", "created_at", "id"),
        Index("ix_question_by", "author_id", "created_at", "id"),
        Index("uq_question_source", "source_site", "source_id", unique=True),
    )


class Answer(Post, Sourced, Voted, Base):
    """An answer. ``rank`` is the smoothed score (up + 2) / (up + down + 4), stored for the order of answers."""

    __tablename__ = "answer"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    excerpt: Mapped[str] = mapped_column(String(400), default="")
    language: Mapped[str] = mapped_column(String(2))
    rank: Mapped[float] = mapped_column(default=0.5)
    official_at: Mapped[datetime | None]
    official_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    accepted_at: Mapped[datetime | None]
    # 1 for what stands above the rest whatever its score; the database keeps it.
    pinned: Mapped[int] = mapped_column(
        Computed("CASE WHEN official_at IS NOT NULL OR accepted_at IS NOT NULL THEN 1 ELSE 0 END", persisted=True)
    )
    locked_at: Mapped[datetime | None]
    comment_count: Mapped[int] = mapped_column(default=0)
    curated_case_id: Mapped[int | None]

    __table_args__ = (
        Index("ix_answer_thread", "question_id", text("pinned DESC"), text("rank DESC"), "created_at", "id"),
        Index("ix_answer_by", "author_id", "created_at", "id"),
        Index("uq_answer_source", "source_site", "source_id", unique=True),
    )


class Comment(Post, Sourced, Base):
    """A comment on a question (``answer_id`` None) or on one of its answers. Up to 600 characters."""

    __tablename__ = "comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"))
    answer_id: Mapped[int | None] = mapped_column(ForeignKey("answer.id"), index=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    locked_at: Mapped[datetime | None]
    score: Mapped[int] = mapped_column(default=0)  # only imported comments have one

    __table_args__ = (
        Index("ix_comment_thread", "question_id", "answer_id", "id"),
        Index("uq_comment_source", "source_site", "source_id", unique=True),
    )
