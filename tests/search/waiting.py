"""Saved searches and what makes them tell: for the tests of both."""

from datetime import timedelta
from urllib.parse import urlencode

from sqlalchemy import select

from portal.core import outbox
from portal.core.db import db
from portal.core.outbox import OutboxRow
from portal.notifications import queries as notifications
from portal.search import actions
from portal.search.models import SavedSearch
from tests.search import stage

WORDS = "возврат на карту"


def save(actor, text=WORDS, **more):
    search = actions.save_search(actor, address=urlencode({"q": text, **more}, doseq=True))
    db.session.commit()
    return search


def case(scene, title="Как вернуть деньги", **more):
    more = {"language": "ru", "symptoms": "Возвраты приходят на карту.", "topic": "delivery"} | more
    return stage.make_case(scene.stella, title, **more)


def told(actor):
    """What stands in an inbox about saved searches: (title, text) of each row, '' where nothing may be said."""
    rows = [entry for entry in notifications.inbox(actor).rows if entry.code == "search.found"]
    return [(entry.card.title, entry.text) if entry.card else ("", "") for entry in rows]


def an_hour_later():
    for search in db.session.scalars(select(SavedSearch)):
        search.alerted_at = search.alerted_at and search.alerted_at - timedelta(hours=1)
    for row in db.session.scalars(
        select(OutboxRow).where(OutboxRow.job == "search_alert", OutboxRow.done_at.is_(None))
    ):
        row.due_at -= timedelta(hours=1)


def index_again(made, kind="case"):
    """As after a vote: nothing new in it."""
    outbox.put("index", kind=kind, id=made.id)
