"""Promise R22 for sign-in: exactly N, then 429 with when to come back; R13 for the address to go on to."""

import json
import threading
from urllib.parse import urlsplit

import pytest

from portal import config
from portal.app import create_app
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.web.limits import limiter
from tests.accounts.conftest import sign_in
from tests.realdata import real_data

N = 10


@pytest.fixture
def limited_app(app, settings):
    """An application of its own with limits on; the shared one goes on without."""
    other = create_app(settings.model_copy(update={"limits": True}))
    other.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    other.url_build_error_handlers.extend(app.url_build_error_handlers)
    yield other
    limiter.reset()


def test_exactly_so_many_and_no_more(limited_app, cast):
    answers, start = [], threading.Barrier(N + 20)

    def run():
        client = limited_app.test_client()
        start.wait()
        answers.append(sign_in(client, "nobody@example.org", "not the right one at all"))

    threads = [threading.Thread(target=run) for _ in range(N + 20)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    refused = [answer for answer in answers if answer.status_code == 429]
    assert sorted(answer.status_code for answer in answers) == [422] * N + [429] * 20
    assert all(0 < int(answer.headers["Retry-After"]) <= 300 for answer in refused)


def test_a_burst_on_one_account_from_everywhere(limited_app, cast):
    statuses = []
    for number in range(24):
        client = limited_app.test_client()
        answer = client.post(
            "/sign-in",
            data={"email": "carla@example.org", "password": "not the right one at all"},
            environ_base={"REMOTE_ADDR": f"192.0.2.{number}"},
        )
        statuses.append(answer.status_code)
    assert statuses == [422] * 20 + [429] * 4
    assert int(answer.headers["Retry-After"]) > 0
    entry = db.session.query(AuditEntry).one()
    assert (entry.action, entry.thing_id) == ("sign_in.burst", cast.carla.id)


@pytest.mark.data
def test_sign_in_leads_nowhere_else(app, cast, with_password):
    with_password(cast.carla)
    for line in real_data("attacks", "open_redirect.jsonl").read_text(encoding="utf-8").splitlines():
        target = json.loads(line)["next"]
        answer = app.test_client().get("/sign-in", query_string={"next": target})
        assert answer.status_code == 200
    for line in real_data("attacks", "open_redirect.jsonl").read_text(encoding="utf-8").splitlines()[::9]:
        target = json.loads(line)["next"]
        location = sign_in(app.test_client(), "carla@example.org", next=target).headers["Location"]
        parts = urlsplit(location)
        assert not parts.scheme
        assert not parts.netloc
        assert location.startswith("/")
        assert not location.startswith(("//", "/\\"))


def test_settings_are_as_the_promise_says():
    settings = config.load({})
    assert (settings.password_min, settings.password_min_staff) == (12, 15)
