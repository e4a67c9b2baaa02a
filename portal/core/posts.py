"""Columns that every post has, whatever it is: rich text, sight, provenance, revision."""

from datetime import datetime

from sqlalchemy import JSON, String, Text
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.visibility import Seen


class Written:
    """Mixin: Markdown as typed, the HTML made of it, and the renderer that made it."""

    body: Mapped[str] = mapped_column(Text)
    html: Mapped[str] = mapped_column(Text, default="")
    html_version: Mapped[int] = mapped_column(default=0)


class Sourced:
    """Mixin: where an imported post came from. ``source_id`` is unique within ``source_site``."""

    source_site: Mapped[str | None] = mapped_column(String(80))
    source_id: Mapped[str | None] = mapped_column(String(40))
    source_url: Mapped[str] = mapped_column(String(300), default="")
    source_licence: Mapped[str] = mapped_column(String(40), default="")


class Post(Seen, Written):
    """Mixin: a post by somebody. The table declares ``author_id`` with its foreign key itself."""

    revision: Mapped[int] = mapped_column(default=1)
    created_at: Mapped[datetime]
    updated_at: Mapped[datetime]


class Revised:
    """Mixin: one state of a text; number 1 is what was written first. The table declares what it belongs to, its
    ``author_id``, and that no number comes twice."""

    number: Mapped[int]
    created_at: Mapped[datetime]
    summary: Mapped[str] = mapped_column(String(200), default="")
    body: Mapped[str] = mapped_column(Text)


class RevisedThread(Revised):
    """Mixin: the same for what has a title and stands in topics."""

    title: Mapped[str] = mapped_column(String(300))
    topics: Mapped[list[str]] = mapped_column(JSON, default=list)
    language: Mapped[str] = mapped_column(String(2), default="en")
