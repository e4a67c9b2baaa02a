"""What was searched and what became of it, so that what people did not find can be seen, and deflection is a figure.

No person, no address, no browser: a search is a random id. Words are masked before they come here (``wording.py``).
Kept ``KEPT_DAYS`` days; then only ``SearchSum`` remains.
"""

from datetime import date, datetime

from sqlalchemy import Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

KEPT_DAYS = 90
OPENED, SOLVED_STEP, ASKED, SENT = "opened", "solved", "asked", "sent"  # sent: to staff, as an inquiry
WORDS, KEY = 160, 120


class SearchLog(Base):
    """One search as it was shown. The flags repeat what ``SearchStep`` holds, so that sums need one table only.

    ``group_key`` is the same for searches that differ in word forms and order; '' without words. ``language`` is that
    of the pages, ``spoken`` that of the words, '' when they do not tell. ``refined``: the same reader searched other
    words soon after. ``partial``: things were found, but none of them held every word, whatever filter was tried.
    """

    __tablename__ = "search_log"
    id: Mapped[str] = mapped_column(String(12), primary_key=True)
    at: Mapped[datetime] = mapped_column(index=True)
    words: Mapped[str] = mapped_column(String(WORDS))
    group_key: Mapped[str] = mapped_column(String(KEY))
    language: Mapped[str] = mapped_column(String(2))
    spoken: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(20))
    total: Mapped[int]
    loosened: Mapped[bool] = mapped_column(default=False)
    partial: Mapped[bool] = mapped_column(default=False)
    corrected: Mapped[bool] = mapped_column(default=False)
    from_database: Mapped[bool] = mapped_column(default=False)
    refined: Mapped[bool] = mapped_column(default=False)
    opened: Mapped[int] = mapped_column(default=0)
    solved: Mapped[bool] = mapped_column(default=False)
    asked: Mapped[bool] = mapped_column(default=False)
    sent: Mapped[bool] = mapped_column(default=False)

    __table_args__ = (Index("ix_search_log_group", "group_key", "at"),)


class SearchStep(Base):
    """What followed a search: a thing opened (at which place of the results), one that solved it, a question asked.

    The row of the search itself may be written later than its steps: both come in batches, from several processes.
    """

    __tablename__ = "search_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    search_id: Mapped[str] = mapped_column(String(12))
    step: Mapped[str] = mapped_column(String(10))
    kind: Mapped[str] = mapped_column(String(20))
    thing_id: Mapped[int]
    position: Mapped[int | None]
    at: Mapped[datetime]

    __table_args__ = (
        UniqueConstraint("search_id", "step", "kind", "thing_id"),
        Index("ix_search_step_kind", "kind", "at"),
        Index("ix_search_step_thing", "kind", "thing_id"),
    )


class SearchSum(Base):
    """A day that is no longer kept search by search. ``words`` is '' for all searches of the day in these languages
    and kind; words of their own have only groups that were searched often (``actions/folding.py``)."""

    __tablename__ = "search_sum"
    id: Mapped[int] = mapped_column(primary_key=True)
    day: Mapped[date]
    words: Mapped[str] = mapped_column(String(WORDS))
    language: Mapped[str] = mapped_column(String(2))
    spoken: Mapped[str] = mapped_column(String(2))
    kind: Mapped[str] = mapped_column(String(20))
    searches: Mapped[int]
    empty: Mapped[int]
    unopened: Mapped[int]
    solved: Mapped[int]
    asked: Mapped[int]
    deflected: Mapped[int]

    __table_args__ = (UniqueConstraint("day", "words", "language", "spoken", "kind"),)
