"""Gaps, the questions that wait for them, and what became of each."""

from datetime import date, datetime
from enum import StrEnum

from sqlalchemy import JSON, ForeignKey, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.db import Base


class State(StrEnum):
    OPEN = "open"  # nobody works on it
    TAKEN = "taken"  # somebody does
    WRITTEN = "written"  # there is a case; whether it is found and satisfies, the searches will tell
    CLOSED = "closed"
    DISMISSED = "dismissed"  # no case is to be written, for a reason


LIVE = (State.OPEN.value, State.TAKEN.value, State.WRITTEN.value)
ENDED = (State.CLOSED.value, State.DISMISSED.value)

# Why a gap was closed; none of them by hand.
FOUND, QUIET, FADED = "found", "quiet", "faded"


class Gap(Base):
    """One wish, whatever the wording: ``key`` is that of the search log (``search/wording.group_key``), so there is one
    row for it at all times; it is opened again rather than made twice.

    ``counts``: source -> units of demand, their sum is ``demand``; ``peak`` the highest it ever was. ``weeks``: Monday
    -> demand of that week. ``languages``: codes, parted by blanks. ``served`` of ``tried`` searches were satisfied when
    it was judged last. ``ended_demand``: what the demand was when it ended.
    ``judged_from``: searches before it was opened again tell nothing any more.
    """

    __tablename__ = "gap"
    id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(String(120), unique=True)
    wordings: Mapped[list[str]] = mapped_column(JSON, default=list)
    languages: Mapped[str] = mapped_column(String(20), default="")
    counts: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    weeks: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)
    demand: Mapped[int] = mapped_column(default=0)
    peak: Mapped[int] = mapped_column(default=0)
    tried: Mapped[int] = mapped_column(default=0)
    served: Mapped[int] = mapped_column(default=0)
    state: Mapped[str] = mapped_column(String(10), default=State.OPEN.value)
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"), index=True)
    team_id: Mapped[int | None] = mapped_column(ForeignKey("team.id"), index=True)  # instead of a person
    due_on: Mapped[date | None]
    case_id: Mapped[int | None] = mapped_column(ForeignKey("case_article.id"), index=True)
    reason: Mapped[str] = mapped_column(String(600), default="")
    ended_demand: Mapped[int] = mapped_column(default=0)
    ended_at: Mapped[datetime | None]
    judged_from: Mapped[datetime | None]
    created_at: Mapped[datetime]
    gathered_at: Mapped[datetime]

    __table_args__ = (Index("ix_gap_board", "state", "demand", "id"),)

    @property
    def owned(self) -> bool:
        return self.owner_id is not None or self.team_id is not None

    @property
    def wording(self) -> str:
        """The most frequent one."""
        return self.wordings[0] if self.wordings else self.key


class GapQuestion(Base):
    """A question that waits for what is missing. ``how``: asked after a search, a duplicate (or what it repeats), or
    answered by support again."""

    __tablename__ = "gap_question"
    id: Mapped[int] = mapped_column(primary_key=True)
    gap_id: Mapped[int] = mapped_column(ForeignKey("gap.id"))
    question_id: Mapped[int] = mapped_column(ForeignKey("question.id"), index=True)
    how: Mapped[str] = mapped_column(String(10))

    __table_args__ = (UniqueConstraint("gap_id", "question_id"),)


class GapStep(Base):
    """What became of a gap, in order. ``person_id`` None: the gatherer. ``text``: a reason in somebody's words, or the
    name of the team it was given to; ``figure``: what the gatherer went by."""

    __tablename__ = "gap_step"
    id: Mapped[int] = mapped_column(primary_key=True)
    gap_id: Mapped[int] = mapped_column(ForeignKey("gap.id"), index=True)
    at: Mapped[datetime]
    what: Mapped[str] = mapped_column(String(12))
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    owner_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    text: Mapped[str] = mapped_column(String(600), default="")
    figure: Mapped[dict[str, int]] = mapped_column(JSON, default=dict)

    @property
    def day(self) -> date | None:
        """The due date that was set."""
        return date.fromisoformat(self.text) if self.what == "due" and self.text else None
