"""The number beside the inbox: counted anew under the lock of the person's row, so that it cannot drift."""

from collections.abc import Collection, Sequence

from sqlalchemy import func, select, update

from portal.accounts.models import Person
from portal.core import outbox
from portal.core.db import db
from portal.core.jobs import Item
from portal.notifications.models import Notice

_UNREAD = (
    select(func.count())
    .select_from(Notice)
    .where(Notice.person_id == Person.id, Notice.read_at.is_(None))
    .correlate(Person)
    .scalar_subquery()
)


def hold(person_ids: Collection[int]) -> None:
    """Lock the rows of these people, in one order for everybody; waits for them."""
    rows = select(Person.id).where(Person.id.in_(person_ids)).order_by(Person.id)
    db.session.execute(rows.with_for_update(key_share=True))


def recount(person_id: int) -> int:
    """Set the number of one person whose row is held."""
    _set([person_id])
    return db.session.scalar(select(Person.unread_count).where(Person.id == person_id)) or 0


def told(news_id: int, person_ids: Collection[int]) -> None:
    """Set the numbers of those who were told. Nobody waits here: an author's own row is held while they post, and two
    who answer each other would wait for one another. Who is held by another is counted by the worker in a moment."""
    rows = select(Person.id).where(Person.id.in_(select(Notice.person_id).where(Notice.news_id == news_id)))
    held = db.session.scalars(rows.with_for_update(key_share=True, skip_locked=True)).all()
    _set(held)
    late = set(person_ids).difference(held)
    if late:
        outbox.put("unread_count", people=sorted(late))


def count_again(items: Sequence[Item]) -> None:
    """Job ``unread_count``."""
    people = {number for _id, payload in items for number in payload["people"]}
    hold(people)
    _set(people)


def _set(person_ids: Collection[int]) -> None:
    rows = update(Person).where(Person.id.in_(person_ids)).values(unread_count=_UNREAD)
    db.session.execute(rows.execution_options(synchronize_session=False))
