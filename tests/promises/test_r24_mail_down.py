"""R24: mail down, slow or refusing. Nothing waits for it, nothing is lost, health says so."""

import socket
import threading
import time
from datetime import timedelta

import pytest
from aiosmtpd.controller import Controller
from aiosmtpd.smtp import SMTP
from sqlalchemy import select, update

from portal.core import clock, jobs, mail, outbox
from portal.core.db import db
from portal.core.outbox import OutboxRow
from portal.core.refs import Ref
from portal.notifications import actions, letters
from portal.questions import actions as questions
from tests.promises import servers


class Peer:
    """A mail server whose manners can be changed while it runs."""

    def __init__(self):
        self.manner, self.taken = "well", []

    async def handle_RCPT(self, server, session, envelope, address, _options):
        if self.manner == "full":
            return "452 4.2.2 Try again later"
        if self.manner == "unknown":
            return "550 5.1.1 No such person"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server, session, envelope):
        if self.manner == "closes":
            session.peer = None
            server.transport.abort()
            return "250 never heard"
        if self.manner == "overloaded":
            return "451 4.3.0 Not now"
        self.taken.append(envelope)
        return "250 OK"


class Loopback(Controller):
    def factory(self):
        return SMTP(self.handler, hostname="localhost")


@pytest.fixture
def peer(app, monkeypatch):
    """A real SMTP server on this machine, and a portal that sends through it."""
    handler = Peer()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    server = Loopback(handler, hostname="127.0.0.1", port=port)
    server.start()
    monkeypatch.setattr(mail, "TIMEOUT", 1)
    before = app.config["PORTAL"]
    app.config["PORTAL"] = before.model_copy(update={"mail_url": f"smtp://127.0.0.1:{port}"})
    letters.rest.end()
    handler.server = server
    yield handler
    app.config["PORTAL"] = before
    letters.rest.end()
    if handler.manner != "down":
        server.stop()


@pytest.fixture
def question(cast):
    from portal.topics.models import Topic

    db.session.add(Topic(slug="cards", names={"en": "Cards"}, created_at=clock.now()))
    made = questions.ask(cast.carla, title="How do I block a card?", body="I lost it.", topic_names=["cards"])
    for follower in (cast.nils, cast.pavel):
        actions.follow(follower, Ref("question", made.id), on=True)
    db.session.commit()
    return made


def post_answer(as_, cast, question) -> float:
    started = time.perf_counter()
    reply = as_(cast.amir).post(f"/questions/{question.id}/answers", data={"body": "Call us now.", "key": "k" * 20})
    assert reply.status_code == 303
    return time.perf_counter() - started


def later():
    """An hour goes by for what waits in the outbox, and for the rest after a failure."""
    letters.rest.end()
    db.session.execute(
        update(OutboxRow).where(OutboxRow.done_at.is_(None)).values(due_at=clock.now() - timedelta(seconds=1))
    )
    db.session.commit()


def waiting():
    db.session.rollback()
    return outbox.pending("notice_letter")


@pytest.mark.parametrize("manner", ["down", "closes", "full", "overloaded"])
def test_nothing_is_lost(cast, question, peer, as_, client, manner):
    peer.manner = manner
    if manner == "down":
        peer.server.stop()
    assert post_answer(as_, cast, question) < servers.patience(2)
    for _ in range(20):  # more than the attempts a row has
        jobs.drain()
        later()
    assert waiting() == 3
    assert peer.taken == []
    assert "mail" in client.get("/readyz").json["degraded"]
    assert client.get("/readyz").status_code == 200
    if manner == "down":
        peer.server = Loopback(peer, hostname="127.0.0.1", port=peer.server.port)
        peer.server.start()
    peer.manner = "well"
    later()
    jobs.drain()
    assert waiting() == 0
    assert sorted(each.rcpt_tos[0] for each in peer.taken) == [
        "carla@example.org",
        "nils@example.org",
        "pavel@example.org",
    ]
    assert "mail" not in client.get("/readyz").json["degraded"]
    if manner == "down":
        peer.server.stop()
        peer.manner = "down"


def test_a_slow_server_holds_up_one_letter_only(cast, question, peer, as_, app, monkeypatch):
    """One that takes the connection and says nothing: the first letter finds out, the others do not try."""
    second = servers.patience(1)
    monkeypatch.setattr(mail, "TIMEOUT", second)
    silent = socket.create_server(("127.0.0.1", 0))
    app.config["PORTAL"] = app.config["PORTAL"].model_copy(
        update={"mail_url": f"smtp://127.0.0.1:{silent.getsockname()[1]}"}
    )
    assert post_answer(as_, cast, question) < servers.patience(2)
    worker = threading.Thread(target=lambda: _drain(app))
    started = time.perf_counter()
    worker.start()
    time.sleep(0.3)
    assert as_(cast.nils).get("/inbox").status_code == 200  # nobody waits for the worker, and it holds no lock
    before = time.perf_counter()
    questions.comment(cast.nils, question_id=question.id, body="Which card is it?")
    db.session.commit()
    assert time.perf_counter() - before < 0.6 * second
    worker.join()
    assert time.perf_counter() - started < 2.5 * second
    assert waiting() >= 3
    silent.close()


def _drain(app):
    with app.app_context():
        jobs.drain()
        db.session.remove()


def test_an_address_refused_for_good_ends_its_letter(cast, question, peer, as_, client):
    """The control: what is useless to try again is not tried for ever."""
    peer.manner = "unknown"
    post_answer(as_, cast, question)
    jobs.drain()
    assert waiting() == 0
    assert peer.taken == []
    assert "mail" not in client.get("/readyz").json["degraded"]


def test_the_same_letter_keeps_its_id(cast, question, peer, as_):
    peer.manner = "overloaded"
    post_answer(as_, cast, question)
    jobs.drain()
    rows = set(db.session.scalars(select(OutboxRow.id).where(OutboxRow.job == "notice_letter")))
    later()
    peer.manner = "well"
    jobs.drain()
    ids = {int(each.content.split(b"<outbox-")[1].split(b"@")[0]) for each in peer.taken}
    assert ids == rows
