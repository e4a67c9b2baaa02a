"""Searches that differ only in forms of words and order, together: what was not found, for whoever writes the answer.

Wordings are masked (``wording.py``); nothing here says who searched.
"""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, func, literal, select, true, union_all

from portal.core import clock
from portal.core.db import db
from portal.search.models import SearchLog
from portal.search.queries.funnel import DEFLECTED, FAILED, Figures, figures, many

_l = SearchLog.__table__.c
WORDINGS = 3  # shown of each group
LEAST = 3  # searches of a group that a share is worth saying of


@dataclass(frozen=True, slots=True)
class Group:
    """One wish in several wordings, the most frequent first. ``failed`` counts the searches that failed; ``before`` and
    ``after`` those of the first and second half of the period. ``languages``: of the pages it was searched from."""

    key: str
    wordings: tuple[str, ...]
    languages: tuple[str, ...]
    spoken: str
    figures: Figures
    failed: int
    before: int
    after: int
    first: datetime
    last: datetime

    @property
    def example(self) -> str:
        return self.wordings[0] if self.wordings else self.key

    @property
    def count(self) -> int:
        return self.figures.searches

    @property
    def trend(self) -> int:
        """More (positive) or fewer failed searches than in the half before."""
        return self.after - self.before


# table -> (which groups, in which order); the order is by columns of the grouped rows
_TABLES: dict[str, tuple[str, ...]] = {
    "top": ("searches",),
    "failed": ("failed",),
    "empty": ("empty",),
    "partial": ("partial",),
    "unopened": ("unopened",),
    "best": ("deflection", "searches"),
    "worst": ("lost", "searches"),
}
TABLES = tuple(_TABLES)


def failed(since: datetime, limit: int = 50) -> list[Group]:
    """What people looked for and did not find, most often first: without result or click, or asked after all."""
    return tables(since, limit, ("failed",))["failed"]


def tables(since: datetime, limit: int, names: Sequence[str] = TABLES) -> dict[str, list[Group]]:
    """Groups of searches since then, for each table at most ``limit``. Two queries, whatever the number of searches."""
    grouped = _grouped(since).cte("grouped")
    parts = [_part(name, grouped, limit) for name in names]
    found: dict[str, list[Any]] = {name: [] for name in names}
    for row in db.session.execute(union_all(*(select(part.subquery()) for part in parts))):
        found[row.listed].append(row)
    keys = {row.group_key for rows in found.values() for row in rows}
    said = _wordings(since, sorted(keys))
    return {name: [_group(row, said) for row in sorted(rows, key=_order)] for name, rows in found.items()}


def _order(row: Any) -> tuple[float, int, str]:
    return (-float(row.weight), -row.searches, row.group_key)


def _grouped(since: datetime) -> Any:
    middle = since + (clock.now() - since) / 2
    deflection = many(DEFLECTED) * 1.0 / func.count()
    return (
        select(
            _l.group_key,
            *figures(),
            many(FAILED).label("failed"),
            many(FAILED & (_l.at < middle)).label("before"),
            many(FAILED & (_l.at >= middle)).label("after"),
            func.min(_l.at).label("first"),
            func.max(_l.at).label("last"),
            func.max(_l.spoken).label("spoken"),
            deflection.label("deflection"),
            (1.0 - deflection).label("lost"),
        )
        .where(_l.at >= since, _l.group_key != "")
        .group_by(_l.group_key)
    )


def _part(name: str, grouped: Any, limit: int) -> Any:
    order = [grouped.c[column] for column in _TABLES[name]]
    test: ColumnElement[bool] = true()
    if name in {"best", "worst"}:
        test = grouped.c.searches >= LEAST
    test = test & (order[0] > 0)
    query = select(literal(name).label("listed"), (order[0] * 1.0).label("weight"), grouped).where(test)
    return query.order_by(*(column.desc() for column in order), grouped.c.group_key).limit(limit)


def _wordings(since: datetime, keys: list[str]) -> dict[str, tuple[list[str], list[str]]]:
    """Group key -> (its most frequent wordings, the languages of the pages they came from)."""
    said: dict[str, tuple[list[str], list[str]]] = defaultdict(lambda: ([], []))
    if not keys:
        return said
    place = func.row_number().over(partition_by=_l.group_key, order_by=(func.count().desc(), _l.words)).label("place")
    ranked = (
        select(_l.group_key, _l.words, _l.language, place)
        .where(_l.at >= since, _l.group_key.in_(keys))
        .group_by(_l.group_key, _l.words, _l.language)
        .subquery()
    )
    query = select(ranked).where(ranked.c.place <= WORDINGS * 3).order_by(ranked.c.group_key, ranked.c.place)
    for row in db.session.execute(query):
        words, languages = said[row.group_key]
        if row.words not in words and len(words) < WORDINGS:
            words.append(row.words)
        if row.language not in languages:
            languages.append(row.language)
    return said


def _group(row: Any, said: dict[str, tuple[list[str], list[str]]]) -> Group:
    words, languages = said[row.group_key]
    counts = Figures(*(int(getattr(row, name)) for name in Figures.__slots__))
    return Group(
        key=row.group_key,
        wordings=tuple(words),
        languages=tuple(sorted(languages)),
        spoken=row.spoken,
        figures=counts,
        failed=int(row.failed),
        before=int(row.before),
        after=int(row.after),
        first=row.first,
        last=row.last,
    )
