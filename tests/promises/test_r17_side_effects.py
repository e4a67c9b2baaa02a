"""R17: whatever kills the worker and whenever, after quiet every side effect is there: each post in the index, each
letter in the box. Twice is allowed, for delivery is at least once, but only under the same Message-ID.

``PORTAL_KILLS`` sets the number of kills (docs/reliability.md names the long runs). Over PostgreSQL only when it is set.
"""

import os
import random
import time
from collections import Counter
from email import message_from_bytes

import pytest
from sqlalchemy import select

from portal.core import mail, outbox
from portal.core.db import db
from portal.notifications.models import Notice
from portal.questions.models import Answer, Question
from portal.search import engine, recounts
from tests.promises import servers
from tests.promises.test_r16_kills import Client, ask
from tests.questions.written import make_topics

KILLS = int(os.environ.get("PORTAL_KILLS", "3"))
QUIET = 60
pytestmark = [pytest.mark.slow, *([] if "PORTAL_KILLS" in os.environ else [pytest.mark.one_database])]


class Asker(Client):
    """Asks questions, each with a word of its own, and waits for nobody."""

    def _acknowledged(self, text, key):
        try:
            if not self.person.token:
                self.person.get("/questions/ask")
            title = f"Where is zq{self.number}v{len(self.journal)} to be found?"
            fields = {
                "title": title,
                "body": text,
                "topics": "cards",
                "language": "en",
                "visibility": "public",
                "checked": "1",
            }
            status = self.person.post("/questions/ask", key=key, **fields)
        except OSError:
            return False
        if status not in {303, 503}:
            self.odd.append(status)
        return status == 303


def test_every_side_effect_is_there_after_quiet(tmp_path, empty_database_url):
    portal, app, cast = servers.fresh(tmp_path, processes=("web", "worker"), database_url=empty_database_url)
    question_id = ask(app, cast)
    with app.app_context():
        make_topics()
        people = [servers.Person(portal, app, actor) for actor in (cast.amir, cast.nils)]
        asker = servers.Person(portal, app, cast.pavel)
        db.session.remove()
    portal.start()
    clients = [Client(people[0], question_id, 0), Client(people[1], question_id, 1), Asker(asker, 0, 2)]
    try:
        portal.wait_ready()
        for client in clients:
            client.start()
        for _ in range(KILLS):
            wanted = sum(posted(clients)) + 1
            servers.until(lambda: min(posted(clients)) > 0 and sum(posted(clients)) >= wanted, "everybody posts")  # noqa: B023
            time.sleep(random.uniform(1, 3))
            portal.kill("worker")
            portal.start("worker")
        time.sleep(2)
        for client in clients:
            client.stopping.set()
        for client in clients:
            client.join(20)
        waited = _until_quiet(app)
    finally:
        portal.stop()
    assert [client.odd for client in clients] == [[], [], []]
    posts = sum(posted(clients))
    doubles = compare(app, clients)
    print(f"{KILLS} kills of the worker, {posts} posts, quiet after {waited:.0f} s, {doubles} letters came twice")


def posted(clients) -> list[int]:
    """How many posts of each were acknowledged."""
    return [len(client.journal) for client in clients]


def _until_quiet(app) -> float:
    began = time.monotonic()
    while time.monotonic() - began < servers.patience(QUIET):
        with app.app_context():
            left = outbox.pending()
            db.session.remove()
        if not left:
            return time.monotonic() - began
        time.sleep(0.5)
    raise AssertionError(f"{left} rows of the outbox are not done after {QUIET} seconds of quiet")


def compare(app, clients) -> int:
    assert min(len(client.journal) for client in clients) > 0, "hardly anything was posted: this run proves nothing"
    with app.app_context():
        answers = set(db.session.scalars(select(Answer.body)))
        assert clients[0].journal | clients[1].journal <= answers
        asked = set(db.session.scalars(select(Question.id)))
        assert {number for kind, number, _ in engine.current().refs() if kind == "question"} == asked
        assert list(recounts.index()) == [], "the index and the database differ"
        told = set(db.session.scalars(select(Notice.id)))
        letter_rows = select(outbox.OutboxRow.payload).where(outbox.OutboxRow.job == "notice_letter")
        assert {payload["notice_id"] for payload in db.session.scalars(letter_rows)} >= told > set()
        settings = app.config["PORTAL"]
        rows = db.session.scalars(select(outbox.OutboxRow.id).where(outbox.OutboxRow.job == "notice_letter"))
        due = {mail.message_id(settings, number) for number in rows}
        letters = mail.folder(settings)
        db.session.remove()
    assert letters is not None
    written = Counter(_id(path.read_bytes()) for path in letters.rglob("*.eml"))
    assert due
    assert due - set(written) == set(), "letters that were never written"
    assert set(written) - due == set(), "letters under another Message-ID"
    return sum(written.values()) - len(written)


def _id(letter: bytes) -> str:
    return str(message_from_bytes(letter)["Message-ID"]).strip()
