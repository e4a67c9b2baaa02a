"""Searches that members keep, what was found for them since, and which of it they were told."""

from datetime import datetime

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, deferred, mapped_column

from portal.core.db import Base


class SavedSearch(Base):
    """A search that somebody wants to hear from. ``address`` is its query string, as the results page understands it.

    ``weights`` says how telling each word was when it was saved; ``known`` are the things it found then, which are no
    news (``knows_all`` says whether that is all of them). ``due_at`` is set while an alert is on its way.
    """

    __tablename__ = "saved_search"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    name: Mapped[str] = mapped_column(String(120))
    address: Mapped[str] = mapped_column(String(4000))
    weights: Mapped[dict[str, float]] = mapped_column(JSON, default=dict)
    known: Mapped[list[str]] = deferred(mapped_column(JSON, default=list))
    knows_all: Mapped[bool] = mapped_column(default=True)
    since: Mapped[datetime]
    created_at: Mapped[datetime]
    paused_at: Mapped[datetime | None]
    due_at: Mapped[datetime | None]
    alerted_at: Mapped[datetime | None]

    __table_args__ = (Index("ix_saved_search_person", "person_id", "id"),)


class SearchAlert(Base):
    """One message about one saved search; what it is about are its finds."""

    __tablename__ = "search_alert"
    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[int] = mapped_column(ForeignKey("saved_search.id"), index=True)
    created_at: Mapped[datetime]


class SearchFind(Base):
    """Something new that a saved search found; kept, so that nobody hears of it twice."""

    __tablename__ = "search_find"
    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[int] = mapped_column(ForeignKey("saved_search.id"))
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    found_at: Mapped[datetime]
    alert_id: Mapped[int | None] = mapped_column(ForeignKey("search_alert.id"), index=True)

    __table_args__ = (UniqueConstraint("search_id", "kind", "thing_id"),)
