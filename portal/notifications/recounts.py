"""What notifications count again for ``portal doctor``: only here is it known how many follow a thing."""

from collections.abc import Iterator

from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.recounting import counted, differences
from portal.notifications.models import Follow, News, Notice
from portal.notifications.streams import CODES, FOLLOWABLE

_f, _n = Follow.__table__, Notice.__table__
_TABLES = {"case": "case_article"}


def unread() -> Iterator[str]:
    """The number beside each inbox."""
    real = counted(select(_n.c.person_id, func.count()).where(_n.c.read_at.is_(None)).group_by(_n.c.person_id))
    return differences(Person.__table__.c.unread_count, real)


def followers() -> Iterator[str]:
    """How many follow each thing; the counter stands in the table of its owner, named mostly as the kind."""
    for kind in FOLLOWABLE:
        live = select(_f.c.thing_id, func.count()).where(_f.c.kind == kind, _f.c.ended_at.is_(None))
        column = db.metadata.tables[_TABLES.get(kind, kind)].c.follower_count
        yield from differences(column, counted(live.group_by(_f.c.thing_id)))


def known() -> Iterator[str]:
    """Rows of a kind that nothing reads."""
    for number in db.session.scalars(select(Follow.id).where(Follow.kind.not_in(FOLLOWABLE))):
        yield f"follow {number}: no such kind"
    for number in db.session.scalars(select(News.id).where(News.code.not_in(CODES))):
        yield f"news {number}: no such code"


CHECKS = {"unread": unread, "followers": followers, "known": known}
