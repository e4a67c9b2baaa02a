"""How the search does: what staff read on *Search health*, what ``portal search-health`` prints."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, not_, select

from portal.core import clock, permissions, refs
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.search.models import ASKED, OPENED, SOLVED_STEP, SearchLog, SearchStep, SearchSum
from portal.search.queries import groups
from portal.search.queries.funnel import Funnel, funnel, many
from portal.search.queries.groups import TABLES, Group

DAYS = (7, 30, 90)
ROWS = 10  # of each table of the page; its CSV has more
_l, _s = SearchLog.__table__.c, SearchStep.__table__.c


@dataclass(frozen=True, slots=True)
class Served:
    """A case that searches ended in. ``deflected`` searches opened it and asked nothing; ``position``: where it stood in
    the results, on average, 1 being first."""

    card: Card
    opened: int
    solved: int
    asked: int
    deflected: int
    position: float | None

    @property
    def deflection(self) -> float:
        return self.deflected / self.opened


@dataclass(frozen=True, slots=True)
class Month:
    """A month of which only sums are kept."""

    month: str
    searches: int
    empty: int
    unopened: int
    deflected: int


@dataclass(frozen=True, slots=True)
class Health:
    """``tables``: name of ``groups.TABLES`` -> its rows."""

    days: int
    since: datetime
    funnel: Funnel
    tables: dict[str, list[Group]]
    cases: list[Served]
    months: list[Month]


def health(
    actor: Actor, days: int, *, rows: int = ROWS, tables: Sequence[str] = TABLES, earlier: bool = True
) -> Health:
    """The last ``days`` days. Six queries, whatever was searched. Raises ``Forbidden`` unless staff."""
    permissions.demand(actor, "search.health")
    since = clock.now() - timedelta(days=days)
    return Health(
        days,
        since,
        funnel(since),
        groups.tables(since, rows, tables) if tables else {},
        cases(actor, since, rows),
        months() if earlier else [],
    )


def cases(actor: Actor, since: datetime, limit: int) -> list[Served]:
    """Cases by how often they were opened from a search; what the actor may not see is left out."""
    solved = (
        select(_s.search_id, _s.thing_id).where(_s.step == SOLVED_STEP, _s.kind == "case", _s.at >= since).subquery()
    )
    opened = func.count().label("opened")
    query = (
        select(
            _s.thing_id,
            opened,
            func.count(solved.c.search_id).label("solved"),
            many(_l.asked).label("asked"),
            many(not_(_l.asked) & not_(_l.sent)).label("deflected"),
            func.avg(_s.position).label("position"),
        )
        .join(SearchLog.__table__, _l.id == _s.search_id)
        .outerjoin(solved, (solved.c.search_id == _s.search_id) & (solved.c.thing_id == _s.thing_id))
        .where(_s.step == OPENED, _s.kind == "case", _s.at >= since)
        .group_by(_s.thing_id)
        .order_by(opened.desc(), _s.thing_id)
        .limit(limit)
    )
    found = db.session.execute(query).all()
    cards = refs.cards(actor, [Ref("case", row.thing_id) for row in found])
    return [
        Served(
            card, row.opened, int(row.solved), int(row.asked), int(row.deflected),
            float(row.position) if row.position is not None else None,
        )
        for row in found
        if (card := cards.get(Ref("case", row.thing_id))) is not None
    ]  # fmt: skip


def months() -> list[Month]:
    """What is older than the log, newest first, at most two years."""
    sums: dict[str, list[int]] = {}
    table: Any = SearchSum.__table__.c
    since = (clock.now() - timedelta(days=820)).date()
    columns = (table.searches, table.empty, table.unopened, table.deflected)
    query = select(table.day, *(func.sum(column) for column in columns)).where(table.words == "", table.day >= since)
    for day, *counts in db.session.execute(query.group_by(table.day)):
        month = sums.setdefault(day.strftime("%Y-%m"), [0, 0, 0, 0])
        month[:] = [old + int(new) for old, new in zip(month, counts, strict=True)]
    return [Month(name, *sums[name]) for name in sorted(sums, reverse=True)[:24]]


def asked_after(actor: Actor, key: str, since: datetime, limit: int = 5) -> list[Card]:
    """Questions that came of the searches of a group: those who wait for its answer. What the actor sees of them."""
    permissions.demand(actor, "search.health")
    query = (
        select(_s.thing_id)
        .join(SearchLog.__table__, _l.id == _s.search_id)
        .where(_l.group_key == key, _l.at >= since, _s.step == ASKED, _s.kind == "question")
        .order_by(_s.at.desc())
        .limit(limit)
    )
    wanted = [Ref("question", number) for number in db.session.scalars(query)]
    cards = refs.cards(actor, wanted)
    return [cards[ref] for ref in wanted if ref in cards]
