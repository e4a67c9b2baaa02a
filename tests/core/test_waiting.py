"""How long who waits while another process holds the one writer of SQLite."""

import sqlite3
from datetime import timedelta

import pytest
from sqlalchemy import event, text, update

from portal.accounts.models import Device
from portal.core import clock
from portal.core.db import ANSWERING, PASSING, PATIENT, db
from tests.questions.written import make_question, make_topics

pytestmark = pytest.mark.one_database
ASK = "PRAGMA busy_timeout"


@pytest.fixture
def long_unseen(cast, as_):
    """Carla's browser, an hour after she was last here."""
    client = as_(cast.carla)
    db.session.execute(update(Device).values(last_seen_at=clock.now() - timedelta(hours=1)))
    db.session.commit()
    return client


@pytest.fixture
def waits():
    """How long each statement would have waited for a writer."""
    seen = {}

    def note(connection, _cursor, statement, *_rest):
        if statement.startswith(("SELECT", "INSERT", "UPDATE")):
            seen[statement.split(None, 1)[0]] = connection.connection.driver_connection.execute(ASK).fetchone()[0]

    event.listen(db.engine, "before_cursor_execute", note)
    yield seen
    event.remove(db.engine, "before_cursor_execute", note)


def test_somebody_who_sent_a_form_does_not_wait_as_long_as_a_command(app, client, waits):
    client.post("/sign-in", data={"email": "nobody@example.org", "password": "nothing at all"})
    assert waits["SELECT"] == ANSWERING < 5_000
    db.session.rollback()
    assert db.session.scalar(text(ASK)) == PATIENT
    db.session.rollback()


def test_to_note_who_was_here_keeps_nobody_waiting(long_unseen, waits):
    assert long_unseen.get("/questions").status_code == 200
    assert waits == {"SELECT": ANSWERING, "UPDATE": PASSING}


def test_who_reads_does_not_wait_for_a_writer(cast, long_unseen):
    make_topics()
    question = make_question(cast.amir)
    db.session.commit()
    db.session.remove()
    other = sqlite3.connect(db.engine.url.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    try:
        other.execute("UPDATE question SET title = 'Half written'")
        page = long_unseen.get(f"/questions/{question.id}", follow_redirects=True)
    finally:
        other.execute("ROLLBACK")
        other.close()
    assert page.status_code == 200
    assert "Half written" not in page.text
