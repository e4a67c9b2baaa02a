"""The case as readers see it.

``case`` is a word of SQL, so the table is ``case_article``. Its row holds what readers see; every text ever saved is
a row of ``case_revision``. A draft's row follows its newest revision; once published, the row stands still until
the next publication, and ``latest_revision`` above ``revision`` means that something waits.
"""

from datetime import datetime

from sqlalchemy import JSON, Column, ForeignKey, Index, Integer, String, Table, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.cases.figures import Figure, read
from portal.cases.life import State
from portal.cases.models.checks import WORK, Checks
from portal.core.db import Base
from portal.core.visibility import Seen

COMMON, PRACTICAL = KINDS = ("common_issue", "practical_case")

case_topic = Table(
    "case_topic",
    Base.metadata,
    Column("case_id", Integer, ForeignKey("case_article.id"), primary_key=True),
    Column("topic_id", Integer, ForeignKey("topic.id"), primary_key=True, index=True),
)


class CaseText:
    """Mixin: all that a person writes in a case. ``phrasings``, ``steps`` and ``figures`` are lists, one text an entry."""

    kind: Mapped[str] = mapped_column(String(20))
    language: Mapped[str] = mapped_column(String(2))
    title: Mapped[str] = mapped_column(String(300))
    phrasings: Mapped[list[str]] = mapped_column(JSON, default=list)
    symptoms: Mapped[str] = mapped_column(Text, default="")
    cause: Mapped[str] = mapped_column(Text, default="")
    steps: Mapped[list[str]] = mapped_column(JSON, default=list)
    result: Mapped[str] = mapped_column(Text, default="")
    figures: Mapped[list[str]] = mapped_column(JSON, default=list)
    product: Mapped[str] = mapped_column(String(120), default="")
    product_version: Mapped[str] = mapped_column(String(120), default="")
    platform: Mapped[str] = mapped_column(String(120), default="")
    topic_slugs: Mapped[list[str]] = mapped_column(JSON, default=list)

    @property
    def figure_rows(self) -> list[Figure]:
        """The figures taken apart, for a table."""
        return [read(line) for line in self.figures]


class Case(Seen, CaseText, Checks, Base):
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
    result_html: Mapped[str] = mapped_column(Text, default="")
    only_for: Mapped[list[str]] = mapped_column(JSON, default=list)  # whom parts of the text are for, as readers pick
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
    archive_reason: Mapped[str] = mapped_column(Text, default="")  # also why it was called obsolete
    # Where it stands in its life (``life.py``); ``status`` follows, unless a moderator hid or deleted the case.
    state: Mapped[str] = mapped_column(String(12), default=State.DRAFT.value)
    review: Mapped[str] = mapped_column(String(10), default="")  # of the newest text: '', ``asked``, ``returned``
    publish_at: Mapped[datetime | None]  # when ``publish_revision`` is to be shown, and who decided it
    publish_revision: Mapped[int | None]
    publish_by_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    replaced_by_id: Mapped[int | None] = mapped_column(ForeignKey("case_article.id"))  # what to read instead
    # A translation names the case it was made from (never itself a translation) and which published revision of it.
    original_id: Mapped[int | None] = mapped_column(ForeignKey("case_article.id"))
    translated_revision: Mapped[int | None]
    # What the original has changed since (``translating.py``): '', ``small``, ``middle``, ``large``, ``unknown``.
    behind: Mapped[str] = mapped_column(String(10), default="")
    behind_share: Mapped[int] = mapped_column(default=0)  # of its words, in hundredths

    __table_args__ = (
        Index("ix_case_article_newest", "status", "visibility", "checked_at", "id"),
        Index("ix_case_article_popular", "status", "visibility", "view_count", "id"),
        Index("ix_case_article_desk", "status", "updated_at", "id"),
        Index("ix_case_article_state", "state", "updated_at", "id"),
        Index("ix_case_article_work", *WORK),
        Index("ix_case_article_group", "original_id", "status", "visibility"),
        Index("ix_case_article_version", "version"),
        UniqueConstraint("original_id", "language"),
    )

    locked_at = None  # a case is never locked; moderation asks every kind

    @property
    def published(self) -> bool:
        return self.revision > 0

    @property
    def pending(self) -> bool:
        """Something was written after what readers see."""
        return self.published and self.latest_revision > self.revision
