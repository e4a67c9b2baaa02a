"""Setting a forgotten password anew."""

import threading

from portal.accounts import queries as accounts
from portal.accounts import tokens
from portal.accounts.models import Device, Token
from portal.core import clock
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import NotFound
from tests.accounts.conftest import same, sign_in

NEW = "seven green umbrellas"


def ask(client, letters, email="carla@example.org"):
    client.post("/reset", data={"email": email})
    return letters()[-1].path


def test_it_works(client, cast, with_password, letters):
    with_password(cast.carla)
    path = ask(client, letters)
    assert client.get(path).status_code == 200
    assert client.post(path, data={"password": NEW}).status_code == 303
    assert sign_in(client, "carla@example.org", NEW).status_code == 303
    assert letters()[-1].subject.startswith("Your password was changed")
    assert db.session.query(AuditEntry).filter_by(action="password.reset").count() == 1


def test_the_page_says_the_same_whoever_exists(app, cast, letters):
    answers = [
        same(app.test_client().post("/reset", data={"email": email}))
        for email in ("carla@example.org", "nobody@example.org")
    ]
    assert answers[0] == answers[1]
    assert [letter.to for letter in letters()] == ["carla@example.org"]


def test_every_session_ends(app, as_, cast, letters):
    thief = as_(cast.carla)
    path = ask(app.test_client(), letters)
    app.test_client().post(path, data={"password": NEW})
    assert thief.get("/settings").status_code == 302
    assert db.session.query(Device).count() == 0


def test_a_weak_password_does_not_use_up_the_link(client, cast, letters):
    path = ask(client, letters)
    assert client.post(path, data={"password": "short"}).status_code == 422
    assert client.post(path, data={"password": NEW}).status_code == 303
    assert client.post(path, data={"password": NEW}).status_code == 410


def test_a_newer_link_ends_the_older(client, cast, letters):
    first = ask(client, letters)
    second = ask(client, letters)
    assert first != second
    assert client.get(first).status_code == 410
    assert client.get(second).status_code == 200


def test_suspension_and_a_new_address_end_it(client, cast, letters):
    path = ask(client, letters)
    person = accounts.by_email("carla@example.org")
    person.email = "other@example.org"
    db.session.commit()
    assert client.post(path, data={"password": NEW}).status_code == 410
    person.email, person.suspended_at = "carla@example.org", clock.now()
    db.session.commit()
    assert client.post(path, data={"password": NEW}).status_code == 410
    assert ask(client, letters) == path, "nobody writes to a suspended account"


def test_a_link_for_one_purpose_serves_no_other(client, cast, letters):
    secret = ask(client, letters).rpartition("/")[2]
    for place in ("invite", "address", "confirm"):
        assert client.post(f"/{place}/{secret}").status_code == 410


def test_used_in_parallel_one_wins(app, cast):
    """Promise R10: ten at once, one winner."""
    secret = tokens.issue(cast.carla.id, "reset", "carla@example.org")
    db.session.commit()
    wins, start = [], threading.Barrier(10)

    def run():
        with app.app_context():
            start.wait()
            try:
                tokens.use(secret, "reset")
                db.session.commit()
                wins.append(1)
            except NotFound:
                db.session.rollback()
            finally:
                db.session.remove()

    threads = [threading.Thread(target=run) for _ in range(10)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(wins) == 1
    assert db.session.query(Token).one().digest == accounts.digest(secret)
