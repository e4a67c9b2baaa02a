"""Searches of the log whose group has another key since they were written: the way to tell forms of a word apart changed."""

from collections.abc import Iterator
from typing import NamedTuple

from sqlalchemy import select

from portal.core.db import db
from portal.search import wording
from portal.search.models import SearchLog

PORTION = 2_000
_l = SearchLog.__table__.c


class Rekeyed(NamedTuple):
    """A search, the key of its group in the log, and the one its words have now."""

    id: str
    before: str
    now: str


def rekeyed() -> Iterator[Rekeyed]:
    """The searches of which the log says otherwise than their words do. Reads the whole log."""
    last, known = "", dict[str, str]()
    query = select(_l.id, _l.words, _l.group_key).order_by(_l.id).limit(PORTION)
    while rows := db.session.execute(query.where(_l.id > last)).all():
        for number, words, key in rows:
            now = known.get(words)
            if now is None:
                now = known[words] = wording.group_key(words)
            if now != key:
                yield Rekeyed(number, key, now)
        last = rows[-1].id
