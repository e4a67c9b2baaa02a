"""Where an imported case came from, and the addresses it had there."""

from typing import Any

from sqlalchemy import JSON, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

LONGEST_PATH = 400


class CaseOrigin(Base):
    """The page a case was made of. ``front`` is what its front matter said that has no place here: an export gives
    it back. ``credits`` are names, shown with the licence."""

    __tablename__ = "case_origin"
    case_id: Mapped[int] = mapped_column(ForeignKey("case_article.id"), primary_key=True)
    site: Mapped[str] = mapped_column(String(80))
    page: Mapped[str] = mapped_column(String(LONGEST_PATH))
    url: Mapped[str] = mapped_column(String(400), default="")
    licence: Mapped[str] = mapped_column(String(80), default="")
    credits: Mapped[list[str]] = mapped_column(JSON, default=list)
    front: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)


class CasePath(Base):
    """An old address, without its first and last slash and without ``.md`` or ``.html``; readers are led on."""

    __tablename__ = "case_path"
    path: Mapped[str] = mapped_column(String(LONGEST_PATH), primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_article.id"), index=True)
