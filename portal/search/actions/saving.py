"""Searches that members keep, to hear when something new answers them."""

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import delete, func, select

from portal.accounts.models import Person
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor, demand
from portal.search import watching
from portal.search.models import SavedSearch, SearchAlert, SearchFind
from portal.search.queries import saved

MOST = 50
LONGEST_NAME = 120
LONGEST_ADDRESS = 4000


def save_search(actor: Actor, *, address: str, name: str = "") -> SavedSearch:
    """Keep the search that the query string ``address`` names; kept already, that one goes on. Raises ``Invalid``."""
    demand(actor, "search.save")
    asked = watching.asked_of(address)
    if not (asked.text or asked.narrowed) or len(address) > LONGEST_ADDRESS:
        raise Invalid(_l("This search is empty: there is nothing to wait for."))
    held = select(Person.id).where(Person.id == actor.id).with_for_update(key_share=True)
    db.session.execute(held)  # two at once must not pass the limit together
    same = select(SavedSearch).where(SavedSearch.person_id == actor.id, SavedSearch.address == address)
    there = db.session.scalars(same).first()
    if there is not None:
        return pause_search(actor, there.id, on=False)
    count = select(func.count()).select_from(SavedSearch).where(SavedSearch.person_id == actor.id)
    if (db.session.scalar(count) or 0) >= MOST:
        raise Invalid(_("You have %(most)d saved searches, which is the most. Delete one first.", most=MOST))
    now = clock.now()
    topics = " ".join(f"[{topic}]" for topic in asked.topics)
    kind = f"is:{asked.kind}" if asked.kind and not asked.text else ""
    called = _name(name or " ".join(part for part in (asked.text, topics, kind) if part)[:LONGEST_NAME])
    search = SavedSearch(person_id=actor.id, name=called, address=address, created_at=now, since=now)
    _begin(actor, search)
    db.session.add(search)
    db.session.flush()
    return search


def rename_search(actor: Actor, search_id: int, *, name: str) -> SavedSearch:
    """Raises ``NotFound`` for another's, ``Invalid`` for no name."""
    search = saved.search(actor, search_id)
    search.name = _name(name)
    return search


def pause_search(actor: Actor, search_id: int, *, on: bool) -> SavedSearch:
    """Stop for a while, or go on: then with what is new from now on. Raises ``NotFound``."""
    search = saved.search(actor, search_id)
    if on and search.paused_at is None:
        search.paused_at = clock.now()
    elif not on and search.paused_at is not None:
        search.paused_at, search.since = None, clock.now()
        _begin(actor, search)
        untold = (SearchFind.search_id == search.id, SearchFind.alert_id.is_(None))
        db.session.execute(delete(SearchFind).where(*untold))
    return search


def delete_search(actor: Actor, search_id: int) -> None:
    """It goes with all it found; its messages have nothing to say any more. Raises ``NotFound``."""
    search = saved.search(actor, search_id)
    db.session.execute(delete(SearchFind).where(SearchFind.search_id == search.id))
    db.session.execute(delete(SearchAlert).where(SearchAlert.search_id == search.id))
    db.session.delete(search)
    db.session.flush()


def _begin(actor: Actor, search: SavedSearch) -> None:
    started = saved.baseline(actor, watching.asked_of(search.address))
    search.known, search.knows_all, search.weights = started.known, started.knows_all, started.weights


def _name(name: str) -> str:
    kept = " ".join(name.split())
    if not kept:
        raise Invalid(_l("Please fill this in."), field="name")
    if len(kept) > LONGEST_NAME:
        raise Invalid(_("At most %(max)d characters, please.", max=LONGEST_NAME), field="name")
    return kept
