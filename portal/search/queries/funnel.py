"""What the figures of the search log mean, once for page, command and sums: shown → opened → solved → asked.

*Without result*: nothing was found, with any filter tried. *Without click*: something was found, nothing opened, and
nothing said to have solved it. *Deflected*: something was opened or said to have solved it, and no question came of
it, neither by way of this search nor by the same reader within half an hour. *Found in part*: no result held every
word. *Failed*: without result, or without click and either found in part or no other words tried soon after, or asked.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, and_, case, exists, func, not_, or_, select

from portal.core.db import db
from portal.search.models import ASKED, OPENED, SENT, SOLVED_STEP, SearchLog, SearchStep

_l = SearchLog.__table__.c
EMPTY: ColumnElement[bool] = _l.total == 0
_SERVED = or_(_l.opened > 0, _l.solved)
UNOPENED: ColumnElement[bool] = and_(_l.total > 0, not_(_SERVED))
DEFLECTED: ColumnElement[bool] = and_(_SERVED, not_(_l.asked), not_(_l.sent))
FAILED: ColumnElement[bool] = or_(
    and_(EMPTY, not_(_SERVED)),
    and_(UNOPENED, or_(_l.partial, not_(_l.refined))),
    and_(_l.asked, not_(_l.solved)),
    _l.sent,
)


def many(condition: ColumnElement[bool]) -> Any:
    """How many searches of a group meet it."""
    return func.coalesce(func.sum(case((condition, 1), else_=0)), 0)


def flags() -> dict[str, Any]:
    """What the flags of a search are by its steps; the log repeats them, so that sums need one table only."""
    own = SearchStep.search_id == SearchLog.id
    opened = select(func.count()).select_from(SearchStep).where(own, SearchStep.step == OPENED).scalar_subquery()
    return {"opened": opened} | {
        name: exists().where(own, SearchStep.step == name) for name in (SOLVED_STEP, ASKED, SENT)
    }


def figures() -> tuple[Any, ...]:
    """The columns of ``Figures``, in order."""
    return (
        func.count().label("searches"),
        many(EMPTY).label("empty"),
        many(_l.partial).label("partial"),
        many(UNOPENED).label("unopened"),
        many(_l.opened > 0).label("opened"),
        many(_l.solved).label("solved"),
        many(_l.asked).label("asked"),
        many(_l.sent).label("sent"),
        many(_l.refined).label("refined"),
        many(DEFLECTED).label("deflected"),
    )


@dataclass(frozen=True, slots=True)
class Figures:
    """Counts of searches; see the module."""

    searches: int = 0
    empty: int = 0
    partial: int = 0
    unopened: int = 0
    opened: int = 0
    solved: int = 0
    asked: int = 0
    sent: int = 0
    refined: int = 0
    deflected: int = 0

    def __add__(self, other: "Figures") -> "Figures":
        return Figures(*(getattr(self, name) + getattr(other, name) for name in self.__slots__))

    def share(self, name: str) -> float | None:
        """The part of all searches, 0 to 1; None when there were none."""
        return getattr(self, name) / self.searches if self.searches else None

    @property
    def deflection(self) -> float | None:
        return self.share("deflected")


@dataclass(frozen=True, slots=True)
class Funnel:
    """All searches of a period, and the same by language of the pages, of the words, and by kind looked for."""

    whole: Figures
    by_language: dict[str, Figures]
    by_spoken: dict[str, Figures]
    by_kind: dict[str, Figures]


def funnel(since: datetime) -> Funnel:
    """One query, one row for each combination that was searched in."""
    query = select(_l.language, _l.spoken, _l.kind, *figures()).where(_l.at >= since)
    parts: tuple[dict[str, Figures], ...] = ({}, {}, {})
    whole = Figures()
    for language, spoken, kind, *counts in db.session.execute(query.group_by(_l.language, _l.spoken, _l.kind)):
        of_these = Figures(*(int(count) for count in counts))
        whole += of_these
        for part, name in zip(parts, (language, spoken, kind), strict=True):
            part[name] = part.get(name, Figures()) + of_these
    return Funnel(whole, *parts)
