"""Columns that every post has, whatever it is: rich text, sight, provenance, revision."""

from datetime import datetime

from sqlalchemy import String, Text
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
