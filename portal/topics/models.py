"""Topics: the tags of the community; products and areas are topics with a parent."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class Topic(Base):
    """A topic. ``names`` and ``descriptions`` are by language code; where one is missing, another is shown."""

    __tablename__ = "topic"
    id: Mapped[int] = mapped_column(primary_key=True)
    slug: Mapped[str] = mapped_column(String(80), unique=True)
    names: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    descriptions: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)  # Markdown
    descriptions_html: Mapped[dict[str, str]] = mapped_column(JSON, default=dict)
    parent_id: Mapped[int | None] = mapped_column(ForeignKey("topic.id"), index=True)
    question_count: Mapped[int] = mapped_column(default=0)
    follower_count: Mapped[int] = mapped_column(default=0)
    check_days: Mapped[int | None]  # how often its cases are checked; else as the topic above it says
    created_at: Mapped[datetime]
    source_site: Mapped[str | None] = mapped_column(String(80))

    def name(self, language: str = "en") -> str:
        return self.names.get(language) or self.names.get("en") or next(iter(self.names.values()), self.slug)

    def description_html(self, language: str = "en") -> str:
        """The description in this language, else the English one, else nothing."""
        return self.descriptions_html.get(language) or self.descriptions_html.get("en") or ""
