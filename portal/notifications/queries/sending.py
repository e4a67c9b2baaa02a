"""What the letters need: whom to write to, and of what."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import and_, select

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.core import refs
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.notifications.models import MailChoice, News, Notice
from portal.notifications.queries.inbox import _ROWS, Entry, entry
from portal.notifications.streams import AT_ONCE, CODES, NEVER, STREAMS

_n = Notice.__table__


def modes(person_id: int) -> dict[str, str]:
    """How each stream comes to a person."""
    chosen = select(MailChoice.stream, MailChoice.mode).where(MailChoice.person_id == person_id)
    kept = {row.stream: row.mode for row in db.session.execute(chosen)}
    return {stream: kept.get(stream, AT_ONCE) for stream in STREAMS}


def people_to_write(news_id: int) -> list[int]:
    """Ids of the notices of this news that ask for a letter: confirmed address, not suspended, stream not stopped, not
    read yet."""
    code = db.session.scalar(select(News.code).where(News.id == news_id))
    if code is None:
        return []
    stopped = and_(MailChoice.person_id == Notice.person_id, MailChoice.stream == CODES[code], MailChoice.mode == NEVER)
    query = (
        select(Notice.id)
        .join(Person, Person.id == Notice.person_id)
        .outerjoin(MailChoice, stopped)
        .where(Notice.news_id == news_id, Notice.read_at.is_(None), MailChoice.person_id.is_(None))
        .where(Person.verified_at.is_not(None), Person.suspended_at.is_(None), Person.email.is_not(None))
    )
    return list(db.session.scalars(query.order_by(Notice.id)))


@dataclass(frozen=True, slots=True)
class Letter:
    """One letter to write, as things stand now."""

    to: str
    reader: Actor
    entry: Entry
    stream: str
    created_at: datetime


def addressee(notice_id: int) -> Actor | None:
    """Whose notice it is, to write in their language; None when they may have no letters."""
    person_id = db.session.scalar(select(Notice.person_id).where(Notice.id == notice_id))
    return accounts.actor_of(person_id) if person_id is not None else None


def letter(notice_id: int) -> Letter | None:
    """None when there is no reason to write any more: read meanwhile, stopped, suspended, or not to be seen."""
    row = db.session.execute(_ROWS.add_columns(_n.c.person_id).where(_n.c.id == notice_id)).first()
    if row is None or row.read_at is not None:
        return None
    reader, person = accounts.actor_of(row.person_id), accounts.person(row.person_id)
    stream = CODES[row.code]
    if reader is None or person is None or not person.email or not reader.verified:
        return None
    if modes(row.person_id)[stream] == NEVER:
        return None
    told = entry(row, refs.cards(reader, [Ref(row.kind, row.thing_id)]), reader)
    if told.card is None or told.card.status != "live":
        return None
    return Letter(person.email, reader, told, stream, row.created_at)
