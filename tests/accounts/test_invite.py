"""Accounts made by an admin, by page of the command line, and taking up an invitation."""

import pytest
from click.testing import CliRunner

from portal.accounts import actions
from portal.accounts import queries as accounts
from portal.cli import context, portal
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid
from portal.core.permissions import MACHINE

PASSWORD = "seven green umbrellas"


@pytest.fixture
def run(app, monkeypatch):
    monkeypatch.setattr(context, "create_app", lambda _settings: app)

    def go(*words, given=None):
        done = CliRunner().invoke(portal, ["user", *words], input=given)
        return done.exit_code, done.output.strip()

    return go


def test_it_works(client, cast, run):
    code, link = run("create", "--email", "vira@example.org", "--name", "Віра", "--role", "staff", "--invite")
    assert code == 0
    path = link.removeprefix("http://127.0.0.1:8000")
    assert client.get(path).status_code == 200
    assert client.post(path, data={"name": "Віра", "password": "too short yet"}).status_code == 422
    assert client.post(path, data={"name": "Віра", "password": PASSWORD}).status_code == 303
    assert accounts.by_email("vira@example.org").role == "staff"
    assert client.get("/staff/people").status_code == 200
    assert client.post(path, data={"name": "Віра", "password": PASSWORD}).status_code == 410


def test_the_first_admin(app, client, run):
    code, link = run("first-admin")
    assert code == 0
    assert run("first-admin")[1] != link, "a new link ends the older"
    path = run("first-admin")[1].removeprefix("http://127.0.0.1:8000")
    data = {"name": "Ada", "email": "ada@example.org", "password": PASSWORD}
    assert client.post(path, data=data | {"email": ""}).status_code == 422
    assert client.post(path, data=data).status_code == 303
    assert client.get("/staff/people").status_code == 200
    assert run("first-admin") == (0, "")


def test_with_a_password(cast, run):
    given = ("create", "--email", "new@example.org", "--name", "New Person", "--password-stdin")
    assert run(*given, given="short\n")[0] == 1
    assert run(*given, given=PASSWORD + "\n")[0] == 0
    assert run(*given, given=PASSWORD + "\n")[0] == 1, "the address is taken"
    assert run("role", "new@example.org", "product")[0] == 0
    assert run("suspend", "new@example.org", "--reason", "Left")[0] == 0
    assert "suspended" in run("list")[1]
    assert run("restore", "new@example.org")[0] == 0
    assert run("role", "nobody@example.org", "staff")[0] == 1


def test_who_may_not(cast):
    with pytest.raises(Forbidden):
        actions.create(cast.stella, email="a@example.org", name="Somebody")


def test_who_has_a_password_needs_no_invitation(cast, with_password):
    with_password(cast.carla)
    with pytest.raises(Invalid):
        actions.invite(MACHINE, person_id=cast.carla.id)
    db.session.rollback()
