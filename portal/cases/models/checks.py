"""Who looks after a case, when it is due, how stale it is; members who found it still correct; reminders."""

from datetime import date, datetime
from typing import Any

from sqlalchemy import JSON, Date, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base

TEAMS = ("staff", "product")  # of ``Case.owner_team``, by the role of their people; else the number of a named team


class Checks:
    """Mixin of ``Case``: its checks. ``check_due_at`` is there while readers see the case in lists."""

    owner_team: Mapped[str] = mapped_column(String(10), default="")  # instead of a person
    check_days: Mapped[int | None]  # its own interval; else that of its topics, else the portal's
    check_due_at: Mapped[datetime | None]
    due_told_at: Mapped[datetime | None]  # the ``check_due_at`` that was told of
    views_at_check: Mapped[int] = mapped_column(default=0)
    misled_count: Mapped[int] = mapped_column(
        default=0
    )  # searches since the check that led here and were asked after all
    vouch_count: Mapped[int] = mapped_column(default=0)  # members since the last check, of what readers see
    low_at: Mapped[datetime | None]  # since when too few were helped; until somebody checks it
    low_revision: Mapped[int] = mapped_column(default=0)  # the revision that was told of as such, once
    staleness: Mapped[int] = mapped_column(default=0)  # the sum of its parts, never below 0 (``staleness.py``)
    staleness_parts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    worth: Mapped[int] = mapped_column(default=0)  # demand times staleness: the order of the work


class CaseVouch(Base):
    """A trusted member found a revision still correct. One row a person and revision; again moves its time."""

    __tablename__ = "case_vouch"
    id: Mapped[int] = mapped_column(primary_key=True)
    case_id: Mapped[int] = mapped_column(ForeignKey("case_article.id"))
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"), index=True)
    revision: Mapped[int]
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("case_id", "revision", "person_id"),)


class CaseReminder(Base):
    """What one person was reminded of on one day: all of it in one row, so that it is one letter."""

    __tablename__ = "case_reminder"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int] = mapped_column(ForeignKey("person.id"))
    day: Mapped[date] = mapped_column(Date)
    case_ids: Mapped[list[int]] = mapped_column(JSON, default=list)
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "day"), Index("ix_case_reminder_day", "day"))


# All that decides whether a case is work for somebody: looked through without touching the texts.
WORK: tuple[Any, ...] = (
    *("state", "worth", "status", "check_due_at", "low_at", "review", "latest_revision", "revision", "author_id"),
    *("owner_id", "owner_team"),
)
