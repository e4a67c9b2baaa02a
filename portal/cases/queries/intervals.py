"""How often a case is checked: its own interval, else the shortest of its topics, else that of the portal."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select

from portal.cases.life import State
from portal.core.db import db
from portal.topics.models import Topic

DEFAULT_DAYS = 180
CHECKED = frozenset({State.PUBLISHED.value, State.NEEDS_CHECK.value})


def by_topic() -> dict[str, int]:
    """Topics that say how often, or stand below one that does; one query."""
    rows = {row.id: row for row in db.session.execute(select(Topic.id, Topic.slug, Topic.parent_id, Topic.check_days))}

    def days(row: Any) -> int | None:
        seen: set[int] = set()
        while row is not None and row.check_days is None and row.id not in seen:
            seen.add(row.id)
            row = rows.get(row.parent_id)
        return row.check_days if row is not None else None

    found = {row.slug: days(row) for row in rows.values()}
    return {slug: number for slug, number in found.items() if number is not None}


def by_default(topic_slugs: Sequence[str], topics: Mapping[str, int]) -> int:
    """The interval of a case that says nothing itself."""
    return min((topics[slug] for slug in topic_slugs if slug in topics), default=DEFAULT_DAYS)


def interval(case: Any, topics: Mapping[str, int]) -> int:
    """Days. ``case`` is a row or an entity; ``topics`` as ``by_topic`` gives them."""
    return case.check_days or by_default(case.topic_slugs or (), topics)


def due(case: Any, topics: Mapping[str, int]) -> datetime | None:
    """When a case is to be checked again; None for one that readers do not meet."""
    since = case.checked_at or case.published_at
    if case.state not in CHECKED or since is None:
        return None
    moment: datetime = since + timedelta(days=interval(case, topics))
    return moment
