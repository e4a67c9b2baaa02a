"""What search does when it hears news: a row in the outbox, in the same transaction. The worker does the rest."""

from typing import Any

from portal.core import clock, outbox
from portal.core.db import db
from portal.core.refs import Ref
from portal.search import actions
from portal.search import trail as trails
from portal.search.documents import SOURCES
from portal.search.journal import journal
from portal.search.models import ASKED, SENT, SOLVED, SOLVED_STEP, SearchOutcome


def question_changed(event: Any) -> None:
    """A question, or an answer that is found through it."""
    outbox.put("index", kind="question", id=event.question_id)


def case_changed(event: Any) -> None:
    outbox.put("index", kind="case", id=event.case_id)


def idea_changed(event: Any) -> None:
    outbox.put("index", kind="idea", id=event.idea_id)


def topic_changed(event: Any) -> None:
    """Its names are words by which everything in the topic is found."""
    outbox.put("index", kind="topic", id=event.topic_id)


def person_changed(event: Any) -> None:
    """Things are found by the name of their author."""
    outbox.put("index", kind="person", id=event.person_id)


def question_sent(event: Any) -> None:
    """Asked after all: by way of a search, or within half an hour of the asker's last one, as far as we remember."""
    trail = trails.read(event.trail, clock.now()) or journal.last(f"person:{event.actor_id}")
    if trail is not None:
        journal.asked(trail)
        actions.step(trail.id, ASKED, Ref("question", event.question_id))
        if event.private:
            actions.step(trail.id, SENT, Ref("question", event.question_id))


def question_spared(event: Any) -> None:
    """Somebody did not ask after all: counted like every other "this solved it", without saying who."""
    if (trail := trails.read(event.trail, clock.now())) is not None and event.kind in SOURCES:
        actions.step(trail.id, SOLVED_STEP, Ref(event.kind, event.thing_id))
    db.session.add(SearchOutcome(kind=event.kind, thing_id=event.thing_id, outcome=SOLVED, language="", at=clock.now()))
