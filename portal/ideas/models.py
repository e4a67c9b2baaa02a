"""Tables of ideas, and facts about one row. Lists read the stored excerpts and counters."""

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base
from portal.core.posts import Post, RevisedThread, Sourced

STATES = ("new", "under_review", "planned", "in_progress", "shipped", "declined", "already_possible")
ENDED = ("shipped", "declined", "already_possible")  # nobody has to wish for it any more
IMPORTANCES = ("critical", "important", "nice")
TITLE_LEAST, TITLE_MOST = 10, 150
BODY_MOST = 30_000
COMMENT_MOST = 600
REASON_MOST = 5_000
TOPICS_MOST = 5

idea_topic = Table(
    "idea_topic",
    Base.metadata,
    Column("idea_id", Integer, ForeignKey("idea.id"), primary_key=True),
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True, index=True),
)


class Idea(Post, Sourced, Base):
    """An idea. ``version`` rises with every write to its page: votes, comments, state, moderation.

    ``state_at`` is when it last moved (when it was proposed, at first). The three ``*_votes`` add up to ``vote_count``.
    """

    __tablename__ = "idea"
    id: Mapped[int] = mapped_column(primary_key=True)
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    title: Mapped[str] = mapped_column(String(300))  # 10 to 150 when proposed here
    slug: Mapped[str] = mapped_column(String(100))
    excerpt: Mapped[str] = mapped_column(String(400), default="")
    language: Mapped[str] = mapped_column(String(2))
    state: Mapped[str] = mapped_column(String(20), default="new")
    state_reason: Mapped[str] = mapped_column(Text, default="")  # the last public reason, Markdown
    state_reason_html: Mapped[str] = mapped_column(Text, default="")
    state_at: Mapped[datetime]
    linked_case_id: Mapped[int | None]  # a Ref upward: what makes an idea already possible
    locked_at: Mapped[datetime | None]
    version: Mapped[int] = mapped_column(default=1)
    vote_count: Mapped[int] = mapped_column(default=0)
    nice_votes: Mapped[int] = mapped_column(default=0)
    important_votes: Mapped[int] = mapped_column(default=0)
    critical_votes: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)
    follower_count: Mapped[int] = mapped_column(default=0)
    topic_slugs: Mapped[list[str]] = mapped_column(JSON, default=list)  # what lists show, kept with idea_topic

    # Each list has an index in its own order that begins with what it filters by, so no list sorts.
    __table_args__ = (
        Index("ix_idea_wanted", "status", "visibility", "vote_count", "id"),
        Index("ix_idea_newest", "status", "visibility", "created_at", "id"),
        Index("ix_idea_moved", "status", "visibility", "state_at", "id"),
        Index("ix_idea_state", "status", "visibility", "state", "vote_count", "id"),
        Index("ix_idea_by", "author_id", "created_at", "id"),
        Index("uq_idea_source", "source_site", "source_id", unique=True),
    )


class IdeaVote(Base):
    """One person needs one idea, this much."""

    __tablename__ = "idea_vote"
    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    importance: Mapped[str] = mapped_column(String(10))  # nice, important, critical
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("idea_id", "person_id"),)


class IdeaComment(Post, Sourced, Base):
    """A comment on an idea, up to 600 characters."""

    __tablename__ = "idea_comment"
    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    locked_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_idea_comment_thread", "idea_id", "id"),
        Index("uq_idea_comment_source", "source_site", "source_id", unique=True),
    )


class IdeaRevision(RevisedThread, Base):
    """The whole text after a change; number 1 is what was proposed first."""

    __tablename__ = "idea_revision"
    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))

    __table_args__ = (UniqueConstraint("idea_id", "number"),)


class IdeaStateChange(Base):
    """One step of the timeline with its public reason. Rows are only ever added."""

    __tablename__ = "idea_state_change"
    id: Mapped[int] = mapped_column(primary_key=True)
    idea_id: Mapped[int] = mapped_column(ForeignKey("idea.id"))
    author_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    was: Mapped[str] = mapped_column(String(20))
    state: Mapped[str] = mapped_column(String(20))
    reason: Mapped[str] = mapped_column(Text)  # Markdown
    reason_html: Mapped[str] = mapped_column(Text, default="")
    case_id: Mapped[int | None]
    created_at: Mapped[datetime]

    __table_args__ = (Index("ix_idea_state_change_thread", "idea_id", "id"),)
