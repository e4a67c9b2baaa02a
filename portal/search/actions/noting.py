"""What is written about searches: in batches by the journal, and at once when somebody says or asks something.

None of it takes an actor: who searched is nobody's business here. Nothing commits.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy import case, select, true, update
from sqlalchemy.dialects import postgresql, sqlite

from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.search import wording
from portal.search.models import OPENED, SearchLog, SearchStep
from portal.search.queries import funnel

AT_ONCE = 200  # rows of one statement


@dataclass(slots=True)
class Shown:
    """A search whose results were shown. ``text`` as typed: it is masked when it is written."""

    id: str
    at: datetime
    text: str
    language: str
    kind: str
    total: int
    loosened: bool = False
    partial: bool = False
    corrected: bool = False
    from_database: bool = False


class Widened(NamedTuple):
    """What the same words found with another filter; see ``SearchLog``."""

    total: int
    partial: bool


def widest(one: Widened, other: Widened) -> Widened:
    """Both together: what found nothing has no say in whether anything held every word."""
    if not (one.total and other.total):
        return other if other.total else one
    return Widened(max(one.total, other.total), one.partial and other.partial)


@dataclass(frozen=True, slots=True)
class Opening:
    """A result that was opened, at which place of the results."""

    id: str
    ref: Ref
    position: int | None
    at: datetime


def write(
    shown: Iterable[Shown],
    opened: Iterable[Opening],
    refined: Set[str] = frozenset(),
    widened: Mapping[str, Widened] = {},
) -> None:
    """A batch. Repeating it changes nothing; rows of one search may come in any order and from several processes."""
    rows, steps = [_row(each) for each in shown], [_opening(each) for each in opened]
    _insert(SearchLog, rows, ["id"])
    _insert(SearchStep, steps, ["search_id", "step", "kind", "thing_id"])
    for some in _batches(sorted(refined)):
        db.session.execute(_on(some).values(refined=True))
    for number, found in sorted(widened.items()):
        if found.total:
            db.session.execute(_on((number,)).values(**_widest(found)))
    _settle(sorted({row["id"] for row in rows} | {step["search_id"] for step in steps}))


def step(search_id: str, name: str, ref: Ref) -> None:
    """Somebody said that ``ref`` solved it, asked the question ``ref``, or sent it to staff, coming from a search."""
    row = {"search_id": search_id, "step": name, "kind": ref.kind, "thing_id": ref.id, "position": None}
    _insert(SearchStep, [row | {"at": clock.now()}], ["search_id", "step", "kind", "thing_id"])
    _settle([search_id])


def _row(shown: Shown) -> dict[str, Any]:
    kept = wording.of_query(shown.text)
    return {
        "id": shown.id,
        "at": shown.at,
        "words": kept,
        "group_key": wording.group_key(kept),
        "language": shown.language[:2],
        "spoken": wording.spoken(kept),
        "kind": shown.kind[:20],
        "total": shown.total,
        "loosened": shown.loosened,
        "partial": shown.partial,
        "corrected": shown.corrected,
        "from_database": shown.from_database,
        "refined": False,
        "opened": 0,
        "solved": False,
        "asked": False,
        "sent": False,
    }


def _opening(opened: Opening) -> dict[str, Any]:
    return {
        "search_id": opened.id,
        "step": OPENED,
        "kind": opened.ref.kind,
        "thing_id": opened.ref.id,
        "position": opened.position,
        "at": opened.at,
    }


def _widest(found: Widened) -> dict[str, Any]:
    """As ``widest`` does it, for a row that is there."""
    return {
        "total": case((SearchLog.total < found.total, found.total), else_=SearchLog.total),
        "partial": found.partial and case((SearchLog.total == 0, true()), else_=SearchLog.partial),
    }


def _insert(model: Any, rows: list[dict[str, Any]], unique: list[str]) -> None:
    insert: Any = postgresql.insert if db.engine.dialect.name == "postgresql" else sqlite.insert
    for some in _batches(rows):
        db.session.execute(insert(model).on_conflict_do_nothing(index_elements=unique), list(some))


def _batches(rows: Sequence[Any]) -> Iterator[Sequence[Any]]:
    return (rows[start : start + AT_ONCE] for start in range(0, len(rows), AT_ONCE))


def _on(ids: Collection[str]) -> Any:
    return update(SearchLog).where(SearchLog.id.in_(ids)).execution_options(synchronize_session=False)


def _settle(ids: list[str]) -> None:
    """Bring the flags of these searches up to their steps. Rows are locked in one order, so that nobody waits in a
    circle."""
    flags = funnel.flags()
    for some in _batches(ids):
        db.session.execute(select(SearchLog.id).where(SearchLog.id.in_(some)).order_by(SearchLog.id).with_for_update())
        db.session.execute(_on(some).values(**flags))
