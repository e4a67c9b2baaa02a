"""The search log is kept for ninety days; then a day becomes sums, and words stay only where many searched them."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from typing import Any

from sqlalchemy import delete, func, select

from portal.core import clock
from portal.core.db import db
from portal.search.models import KEPT_DAYS, SearchLog, SearchStep, SearchSum
from portal.search.queries.funnel import figures

OFTEN = 5  # searches of a group within the days still kept, for its words to stay in the sums
_l = SearchLog.__table__.c
_KEPT = ("searches", "empty", "unopened", "solved", "asked", "deflected")


def fold(*, most_days: int = 400) -> int:
    """Add up every whole day (UTC) that ended more than ``KEPT_DAYS`` days ago and forget its searches.

    Returns how many searches were forgotten. One transaction: done twice, or stopped half way, it counts nothing twice.
    """
    until = datetime.combine((clock.now() - timedelta(days=KEPT_DAYS)).date(), time(), UTC)
    forgotten = 0
    for _ in range(most_days):
        oldest = db.session.scalar(select(func.min(_l.at)).where(_l.at < until))
        if oldest is None:
            break
        forgotten += _fold_day(oldest.date())
    db.session.execute(delete(SearchStep).where(SearchStep.at < until))
    return forgotten


def _fold_day(day: date) -> int:
    start = datetime.combine(day, time(), UTC)
    inside = (_l.at >= start, _l.at < start + timedelta(days=1))
    by = (_l.language, _l.spoken, _l.kind)
    _add(
        day, db.session.execute(select(func.max("").label("words"), *by, *figures()).where(*inside).group_by(*by)).all()
    )
    often = select(_l.group_key).where(_l.group_key != "").group_by(_l.group_key).having(func.count() >= OFTEN)
    words = func.min(_l.words).label("words")
    common = select(words, *by, *figures()).where(*inside, _l.group_key.in_(often)).group_by(_l.group_key, *by)
    _add(day, db.session.execute(common).all())
    done = db.session.execute(delete(SearchLog).where(*inside).execution_options(synchronize_session=False))
    return int(done.rowcount)  # type: ignore[attr-defined]


def _add(day: date, rows: Iterable[Any]) -> None:
    """Add to what is there of that day: searches written late join it."""
    known = {
        (each.words, each.language, each.spoken, each.kind): each
        for each in db.session.scalars(select(SearchSum).where(SearchSum.day == day))
    }
    for row in rows:
        key = (row.words, row.language, row.spoken, row.kind)
        each = known.get(key)
        if each is None:
            each = known[key] = SearchSum(day=day, words=key[0], language=key[1], spoken=key[2], kind=key[3])
            db.session.add(each)
        for name in _KEPT:
            setattr(each, name, (getattr(each, name) or 0) + int(getattr(row, name)))
    db.session.flush()
