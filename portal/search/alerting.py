"""Telling the owner of a saved search: everything found since the last time in one message, in the inbox and by mail."""

from collections.abc import Sequence

from sqlalchemy import select, update

from portal.accounts import queries as accounts
from portal.core import clock, refs
from portal.core.db import db
from portal.core.jobs import Item
from portal.core.refs import Ref
from portal.notifications.actions.tell import tell
from portal.search.models import SavedSearch, SearchAlert, SearchFind


def take(items: Sequence[Item]) -> None:
    """Job ``search_alert``: one message, about what its reader may see at this moment; none when that is nothing."""
    for _outbox_id, payload in items:
        search = db.session.get(SavedSearch, payload["search_id"], with_for_update=True)
        if search is not None:
            search.due_at = None
            if search.paused_at is None:
                _tell(search)


def _tell(search: SavedSearch) -> None:
    actor = accounts.actor_of(search.person_id)
    if actor is None:
        return
    waiting = select(SearchFind).where(SearchFind.search_id == search.id, SearchFind.alert_id.is_(None))
    finds = {Ref(find.kind, find.thing_id): find.id for find in db.session.scalars(waiting)}
    cards = refs.cards(actor, finds)
    shown = [ref for ref, card in cards.items() if card.status == "live" and card.author_id != search.person_id]
    if not shown:
        return
    alert = SearchAlert(search_id=search.id, created_at=clock.now())
    db.session.add(alert)
    db.session.flush()
    told = update(SearchFind).where(SearchFind.id.in_([finds[ref] for ref in shown])).values(alert_id=alert.id)
    db.session.execute(told)
    search.alerted_at = alert.created_at
    tell("search.found", Ref("alert", alert.id), actor_id=None, people=(search.person_id,))
