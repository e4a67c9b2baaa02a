"""The inbox. What the reader may not see, or may see no more, is a row without words."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import paging, refs
from portal.core.db import db
from portal.core.permissions import Actor, demand
from portal.core.refs import Card, Ref
from portal.notifications import words
from portal.notifications.models import News, Notice

_n, _w, _p = Notice.__table__, News.__table__, Person.__table__
_ROWS = (
    select(
        _n.c.id, _n.c.created_at, _n.c.read_at, _w.c.code, _w.c.kind, _w.c.thing_id, _w.c.data,
        _p.c.name.label("actor_name"),
    )
    .join_from(_n, _w, _w.c.id == _n.c.news_id)
    .outerjoin(_p, _p.c.id == _w.c.actor_id)
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the inbox. Without a ``card`` there is nothing to say of it any more."""

    id: int
    code: str
    created_at: datetime
    read: bool
    actor_name: str
    data: Mapping[str, Any]
    card: Card | None
    own: bool

    @property
    def sentence(self) -> str:
        return words.sentence(self.code, self.actor_name, self.data, own=self.own) if self.card else ""

    @property
    def text(self) -> str:
        """A line or two of what it is about; of a decision and of an answer of the team: the reason."""
        if self.card is None or self.code == "role.changed":
            return ""
        return self._reason or (self.card.excerpt if self.quotes else "")

    @property
    def quotes(self) -> bool:
        """Is the text of the thing itself the news?"""
        return self.card is not None and not self._reason and self.code in _SHOWN

    @property
    def _reason(self) -> str:
        return str(self.data.get("reason", ""))


_SHOWN = frozenset(
    {
        "answer.given", "case.due", "comment.made", "idea.commented", "idea.proposed", "post.moderated", "question.asked",
        "question.sent", "search.found",
    }
)  # fmt: skip


def entry(row: Any, cards: Mapping[Ref, Card], reader: Actor) -> Entry:
    card = cards.get(Ref(row.kind, row.thing_id))
    own = card is not None and card.author_id == reader.id
    return Entry(
        row.id, row.code, row.created_at, row.read_at is not None, row.actor_name or "", row.data or {}, card, own
    )


def inbox(actor: Actor, cursor: str = "") -> paging.Page[Entry]:
    """The latest first. One query, and one for each kind of thing on the page."""
    demand(actor, "inbox.read")
    query = _ROWS.where(_n.c.person_id == actor.id)
    keys = (_n.c.created_at, _n.c.id)
    after = paging.decode(cursor, (datetime, int))
    if after:
        query = query.where(paging.after(keys, after))
    rows = db.session.execute(query.order_by(_n.c.created_at.desc(), _n.c.id.desc()).limit(paging.PAGE_SIZE + 1)).all()
    if not rows:
        return paging.Page([])
    page = paging.cut(rows, paging.PAGE_SIZE, lambda row: (row.created_at, row.id))
    cards = refs.cards(actor, {Ref(row.kind, row.thing_id) for row in page.rows})
    return paging.Page([entry(row, cards, actor) for row in page.rows], page.next)


def latest_id(page: paging.Page[Entry]) -> int:
    """The highest row of a page: the end of what "all" means for one who looks at it."""
    return max((each.id for each in page.rows), default=0)
