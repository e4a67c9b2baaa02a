"""R16: an acknowledged post is never lost, doubled or halved, whatever is killed and whenever.

Clients post answers with a key of their own and keep a journal of what was acknowledged; a post without an answer is
sent again under the same key, as a browser's reload would. ``PORTAL_KILLS`` sets the number of kills (docs/reliability.md
names the long runs). Over PostgreSQL (``PORTAL_TEST_DATABASE=postgres``) the server's own processes are killed too: it
then ends every connection and recovers from its log, as after a power cut.
"""

import os
import random
import signal
import threading
import time

import pytest
from sqlalchemy import func, select, text

from portal.core import clock
from portal.core.db import db
from portal.questions.models import Answer, Question
from tests.conftest import POSTGRES
from tests.promises import servers

KILLS = int(os.environ.get("PORTAL_KILLS", "4"))
pytestmark = pytest.mark.slow
VICTIMS = ("web", "web", "database" if POSTGRES else "web", "worker")


def ask(app, cast) -> int:
    now = clock.now()
    with app.app_context():
        question = Question(
            author_id=cast.carla.id, title="Where does my card show the number?", slug="card", body="Where?",
            html="<p>Where?</p>", language="en", created_at=now, updated_at=now, active_at=now,
        )  # fmt: skip
        db.session.add(question)
        db.session.commit()
        return question.id


class Client(threading.Thread):
    """Posts until told to stop; ``journal`` holds the texts that were acknowledged, ``sent`` all that were tried."""

    def __init__(self, person: servers.Person, question_id: int, number: int) -> None:
        super().__init__(daemon=True)
        self.person, self.question_id, self.number = person, question_id, number
        self.stopping = threading.Event()
        self.journal: set[str] = set()
        self.sent: set[str] = set()
        self.odd: list[int] = []

    def run(self) -> None:
        count = 0
        while not self.stopping.is_set():
            count += 1
            text = f"Answer {self.number}-{count}: the number stands on the back of the card."
            self.sent.add(text)
            while not self._acknowledged(text, f"key-{self.number}-{count}"):
                if self.stopping.is_set():
                    return
                time.sleep(0.05)
            self.journal.add(text)

    def _acknowledged(self, text: str, key: str) -> bool:
        try:
            if not self.person.token:
                self.person.get(f"/questions/{self.question_id}/card")
            status = self.person.post(f"/questions/{self.question_id}/answers", key=key, body=text)
        except OSError:
            return False
        if status not in {200, 302, 303, 503}:
            self.odd.append(status)
        return status in {200, 302, 303}


def test_nothing_acknowledged_is_lost(tmp_path, empty_database_url):
    portal, app, cast = servers.fresh(tmp_path, processes=("web", "worker"), database_url=empty_database_url)
    question_id = ask(app, cast)
    with app.app_context():
        people = [servers.Person(portal, app, actor) for actor in (cast.amir, cast.nils, cast.stella)]
    portal.start()
    clients = [Client(person, question_id, number) for number, person in enumerate(people)]
    slowest = first = 0.0
    try:
        first = portal.wait_ready()
        for client in clients:
            client.start()
        for number in range(KILLS):
            wanted = posted(clients) + 1
            servers.until(lambda: posted(clients) >= wanted, "somebody posts between two kills")  # noqa: B023
            time.sleep(random.uniform(0.3, 1.5))
            victim = VICTIMS[number % len(VICTIMS)]
            if victim == "database":
                kill_database_process(app)
            else:
                portal.kill(victim)
                portal.start(victim)
            slowest = max(slowest, portal.wait_ready())
        time.sleep(1)
        for client in clients:
            client.stopping.set()
        for client in clients:
            client.join(20)
    finally:
        portal.stop()
    with app.app_context():
        db.engine.dispose()
    compare(app, question_id, clients)
    posts = posted(clients)
    print(
        f"{KILLS} kills, {posts} posts acknowledged, none lost or doubled; ready again after {slowest:.1f} s at worst"
    )
    if "PORTAL_KILLS" in os.environ:  # a run on purpose; beside other tests the clock says nothing
        assert slowest < max(servers.patience(10), 3 * first), "ready again within ten seconds of an idle machine"


def posted(clients: list[Client]) -> int:
    """How many posts were acknowledged."""
    return sum(len(client.journal) for client in clients)


def kill_database_process(app) -> None:
    """``kill -9`` of a process of the server that serves one of our connections."""
    with app.app_context():
        ours = text("SELECT pid FROM pg_stat_activity WHERE datname = current_database() AND pid != pg_backend_pid()")
        pids = list(db.session.scalars(ours))
        db.session.remove()
        db.engine.dispose()
    if pids:
        os.kill(random.choice(pids), signal.SIGKILL)


def compare(app, question_id: int, clients: list[Client]) -> None:
    journal = set().union(*(client.journal for client in clients))
    sent = set().union(*(client.sent for client in clients))
    assert [status for client in clients for status in client.odd] == []
    assert len(journal) >= KILLS, "the clients hardly posted anything: this run proves nothing"
    with app.app_context():
        bodies = list(db.session.scalars(select(Answer.body).where(Answer.question_id == question_id)))
        stored = db.session.scalar(select(Question.answer_count).where(Question.id == question_id))
        live = db.session.scalar(
            select(func.count()).select_from(Answer).where(Answer.question_id == question_id, Answer.status == "live")
        )
    assert journal - set(bodies) == set(), "lost"
    assert len(bodies) == len(set(bodies)), "doubled"
    assert set(bodies) - sent == set(), "halved"
    assert stored == live
