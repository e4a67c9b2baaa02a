"""Searches of the log whose group has another key since they were written: the way to tell forms of a word apart changed."""

from collections.abc import Iterator

from sqlalchemy import select

from portal.core.db import db
from portal.search import wording
from portal.search.models import SearchLog

PORTION = 2_000
_l = SearchLog.__table__.c


def rekeyed() -> Iterator[tuple[str, str]]:
    """(id of a search, the key its words have now) where the log says otherwise. Reads the whole log."""
    last, known = "", dict[str, str]()
    query = select(_l.id, _l.words, _l.group_key).order_by(_l.id).limit(PORTION)
    while rows := db.session.execute(query.where(_l.id > last)).all():
        for number, words, key in rows:
            now = known.get(words)
            if now is None:
                now = known[words] = wording.group_key(words)
            if now != key:
                yield number, now
        last = rows[-1].id
