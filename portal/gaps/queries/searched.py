"""What the search log says of groups of words: how often each failed and when, how the last searches of it went, and
which questions came of it."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import and_, func, not_, or_, select

from portal.core.db import db
from portal.gaps import measures
from portal.search.models import ASKED, SearchLog, SearchStep
from portal.search.queries import groups
from portal.search.queries.funnel import DEFLECTED, EMPTY, FAILED, many
from portal.search.queries.groups import Group

_l, _s = SearchLog.__table__.c, SearchStep.__table__.c
_AFTER_ALL = or_(_l.asked, _l.sent)


@dataclass(frozen=True, slots=True)
class Failures:
    """Failed searches of a group since the period began, each under one heading; and of each week (by its Monday)."""

    empty: int
    unopened: int
    asked: int
    weeks: dict[str, int]


@dataclass(frozen=True, slots=True)
class Try:
    """One of the last searches of a group: did it find and satisfy?"""

    at: datetime
    served: bool


def failed(now: datetime) -> list[Group]:
    """The groups that failed, most often first."""
    return groups.failed(now - timedelta(days=measures.SEARCH_DAYS), measures.MOST)


def failures(keys: Collection[str], now: datetime) -> dict[str, Failures]:
    """Group key -> its failures; one query."""
    since = now - timedelta(days=measures.SEARCH_DAYS)
    starts = mondays(now)
    lately = and_(FAILED, _l.at >= since)
    weekly = [many(and_(FAILED, _l.at >= start, _l.at < start + timedelta(days=7))) for start in starts]
    query = (
        select(
            _l.group_key,
            many(and_(lately, not_(_AFTER_ALL), EMPTY)),
            many(and_(lately, not_(_AFTER_ALL), not_(EMPTY))),
            many(and_(lately, _AFTER_ALL)),
            *weekly,
        )
        .where(_l.group_key.in_(sorted(keys)), _l.at >= min(since, starts[0]))
        .group_by(_l.group_key)
    )
    return {
        key: Failures(
            int(empty),
            int(unopened),
            int(asked),
            {week_of(start): int(count) for start, count in zip(starts, counts, strict=True)},
        )
        for key, empty, unopened, asked, *counts in db.session.execute(query)
    }


def tries(keys: Collection[str]) -> dict[str, list[Try]]:
    """Group key -> its last searches, the latest first; one query."""
    place = func.row_number().over(partition_by=_l.group_key, order_by=(_l.at.desc(), _l.id)).label("place")
    served = DEFLECTED.label("served")
    ranked = select(_l.group_key, _l.at, served, place).where(_l.group_key.in_(sorted(keys))).subquery()
    query = select(ranked).where(ranked.c.place <= measures.TRIES).order_by(ranked.c.group_key, ranked.c.place)
    found: dict[str, list[Try]] = defaultdict(list)
    for row in db.session.execute(query):
        found[row.group_key].append(Try(row.at, bool(row.served)))
    return found


def asked(keys: Collection[str]) -> dict[str, list[int]]:
    """Group key -> questions that came of its searches, the latest first; one query."""
    query = (
        select(_l.group_key, _s.thing_id)
        .join(SearchLog.__table__, _l.id == _s.search_id)
        .where(_l.group_key.in_(sorted(keys)), _s.step == ASKED, _s.kind == "question")
        .order_by(_s.at.desc(), _s.id.desc())
    )
    found: dict[str, list[int]] = defaultdict(list)
    for key, number in db.session.execute(query):
        if number not in found[key]:
            found[key].append(number)
    return found


def led_to(questions: Collection[int]) -> dict[int, str]:
    """Question -> the group of words that was searched before it was asked."""
    query = (
        select(_s.thing_id, _l.group_key)
        .join(SearchLog.__table__, _l.id == _s.search_id)
        .where(_s.step == ASKED, _s.kind == "question", _s.thing_id.in_(sorted(questions)), _l.group_key != "")
        .order_by(_s.id)
    )
    return {row[0]: row[1] for row in db.session.execute(query)}


def mondays(now: datetime) -> list[datetime]:
    """When each of the last weeks began (UTC), the oldest first."""
    today = now.replace(hour=0, minute=0, second=0, microsecond=0)
    monday = today - timedelta(days=today.weekday())
    return [monday - timedelta(weeks=back) for back in range(measures.WEEKS - 1, -1, -1)]


def week_of(moment: datetime) -> str:
    """The Monday of a moment, as the history keeps it."""
    return (moment - timedelta(days=moment.weekday())).date().isoformat()


def judged(tries: Sequence[Try], since: datetime | None) -> tuple[int, int]:
    """(how many of the last searches there were since then, how many of them found and satisfied)."""
    counted = [each.served for each in tries if since is None or each.at > since]
    return len(counted), sum(counted)


def satisfied(tried: int, served: int) -> bool:
    return tried >= measures.TRIES and served >= measures.SHARE * tried
