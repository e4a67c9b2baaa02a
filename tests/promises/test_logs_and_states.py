"""What goes wrong shows on ``/readyz`` and what is secret shows nowhere: neither in the log nor on error pages."""

import io
import json
import re

import pytest
import structlog

from portal.accounts import passwords
from portal.accounts.models import Person
from portal.core import jobs, mail, outbox
from portal.core.db import db
from portal.web import observing

pytestmark = pytest.mark.one_database
PASSWORD, ADDRESS, TEXT = "quite-a-secret-Passw0rd-7", "zelda.hidden@example.org", "xyzzyplugh"


@pytest.fixture
def log(app):
    """All that is logged, from the finest level on."""
    kept, stream = structlog.get_config(), io.StringIO()
    observing.configure_logs("debug", stream)
    yield stream
    structlog.configure(**kept)


def secret_of(letter):
    return re.search(r"/(?:confirm|reset)/([\w-]{20,})", letter).group(1)


def test_the_log_tells_no_secret(app, log, client):
    sent = {"name": "Zelda", "email": ADDRESS, "password": PASSWORD}
    assert client.post("/register", data=sent).status_code == 303
    jobs.drain()
    first = secret_of(_letters(app))
    client.get(f"/confirm/{first}")
    assert client.post(f"/confirm/{first}", data={"password": PASSWORD}).status_code == 303
    client.post("/sign-out")
    client.post("/sign-in", data={"email": ADDRESS, "password": f"{PASSWORD}x"})
    assert client.post("/sign-in", data={"email": ADDRESS, "password": PASSWORD}).status_code == 303
    client.post("/questions/ask", data={"title": TEXT, "body": TEXT})
    client.get(f"/search?q={TEXT}")
    client.post("/reset", data={"email": ADDRESS})
    jobs.drain()
    second = secret_of(_letters(app, "/reset/"))
    client.post(f"/reset/{second}", data={"password": f"{PASSWORD}-2"})
    with client.session_transaction() as session:
        sid = session.get("sid", "-")
    text = log.getvalue()
    assert text.count('"event": "request"') > 8
    for secret in (PASSWORD, ADDRESS, first, second, TEXT, sid if len(sid) > 5 else PASSWORD):
        assert secret not in text


def test_the_log_tells_who_signed_in_and_who_could_not(app, log, client, cast):
    """Accounts by a mark that is the same for the same address; refusals with who was refused."""
    person = db.session.get(Person, cast.nils.id)
    person.password_hash = passwords.hashed(PASSWORD)
    db.session.commit()
    for typed in ("not this one at all", PASSWORD):
        client.post("/sign-in", data={"email": "Nils@example.org ", "password": typed})
    client.get("/staff/people")
    told = [json.loads(line) for line in log.getvalue().splitlines()]
    refused, done = (next(each for each in told if each["event"] == f"sign_in.{how}") for how in ("refused", "done"))
    assert refused["account"] == done["account"]
    assert done["who"] == cast.nils.id
    last = [each for each in told if each["event"] == "request"][-1]
    assert (last["rule"], last["status"], last["person"]) == ("/staff/people", 403, cast.nils.id)
    assert all(each["timestamp"].endswith("Z") for each in told)


def test_signing_out_clears_what_the_browser_kept(as_, cast):
    assert as_(cast.nils).post("/sign-out").headers["Clear-Site-Data"] == '"cache"'


def _letters(app, wanted="/confirm/"):
    folder = mail.folder(app.config["PORTAL"])
    texts = [mail.letter(folder, kept.name) for kept in mail.letters(folder, 50)]
    return next(str(letter) for letter in texts if letter and wanted in str(letter) and ADDRESS in str(letter))


def test_a_crash_tells_no_secret(app, log, client, monkeypatch):
    def broken():
        raise RuntimeError("broken")

    broken.badge = "public"
    monkeypatch.setitem(app.view_functions, "accounts.sign_in_post", broken)
    answer = client.post("/sign-in", data={"email": ADDRESS, "password": PASSWORD})
    assert answer.status_code == 500
    assert "RuntimeError" in log.getvalue()
    for text in (log.getvalue(), answer.text):
        assert PASSWORD not in text
        assert ADDRESS not in text
    assert "Traceback" not in answer.text
    assert "broken" not in answer.text


def test_ready_when_all_is_well(app, client):
    assert (client.get("/readyz").status_code, client.get("/readyz").json["degraded"]) == (200, [])


@pytest.mark.parametrize("part", ["search", "outbox", "mail"])
def test_a_part_that_ails_is_named(app, client, monkeypatch, part):
    checks = app.extensions["portal.checks"]
    assert part in checks
    monkeypatch.setitem(checks, part, lambda: "ails")
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (200, {"ready": True, "degraded": [part]})
    monkeypatch.undo()
    assert client.get("/readyz").json["degraded"] == []


def test_work_given_up_shows(app, client):
    outbox.put("index", kind="question", ids=[1])
    db.session.flush()
    row = db.session.scalar(db.select(outbox.OutboxRow))
    row.attempts = outbox.MAX_ATTEMPTS
    db.session.commit()
    assert client.get("/readyz").json["degraded"] == ["outbox"]


def test_without_the_database(app, client, monkeypatch):
    def away():
        raise ConnectionError("secret-host:5432")

    monkeypatch.setitem(app.extensions["portal.checks"], "database", away)
    answer = client.get("/readyz")
    assert (answer.status_code, answer.json) == (503, {"ready": False, "degraded": ["database"]})
    assert "secret-host" not in answer.text
    assert client.get("/healthz").status_code == 200
