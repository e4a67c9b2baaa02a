"""What follows from checks, counted again for ``portal doctor``."""

from collections.abc import Iterator

from sqlalchemy import func, select

from portal.cases.models import Case, CaseVouch
from portal.cases.queries import intervals
from portal.core.db import db
from portal.core.recounting import counted, differences

_c, _v = Case.__table__.c, CaseVouch.__table__.c


def due() -> Iterator[str]:
    """The day each case is due: from its check, its interval and those of its topics."""
    topics = intervals.by_topic()
    columns = (_c.id, _c.state, _c.checked_at, _c.published_at, _c.check_days, _c.topic_slugs, _c.check_due_at)
    for row in db.session.execute(select(*columns).order_by(_c.id)):
        expected = intervals.due(row, topics)
        if row.check_due_at != expected:
            yield f"case_article {row.id}: check_due_at is {row.check_due_at}, counted {expected}"


def staleness() -> Iterator[str]:
    """The score against its parts: it is shown with them."""
    for row in db.session.execute(select(_c.id, _c.staleness, _c.staleness_parts).order_by(_c.id)):
        expected = max(0, sum(row.staleness_parts.values()))
        if row.staleness != expected:
            yield f"case_article {row.id}: staleness is {row.staleness}, counted {expected}"


def vouches() -> Iterator[str]:
    """Members who found what readers see still correct since the last check."""
    since = _c.checked_at.is_(None) | (_v.created_at > _c.checked_at)
    real = (
        select(_v.case_id, func.count())
        .join(Case.__table__, _c.id == _v.case_id)
        .where(_v.revision == _c.revision, since)
        .group_by(_v.case_id)
    )
    yield from differences(_c.vouch_count, counted(real))


CHECKS = {"due": due, "staleness": staleness, "vouches": vouches}
