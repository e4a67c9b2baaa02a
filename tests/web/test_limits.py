"""Rate limits belong to an application, not to the process: another one with other settings changes nothing here."""

import pytest
from limits import parse
from sqlalchemy import event

from portal.app import create_app
from portal.core.db import db
from portal.core.limits import TABLE
from portal.web.limits import limiter
from tests import fresh


def test_it_works_beside_another_application(app, settings, cast, as_):
    create_app(settings.model_copy(update={"limits": True}))
    carla, many = as_(cast.carla), int(TABLE["ask"].split()[0]) + 1
    assert {carla.post("/questions/ask", data={}).status_code for _ in range(many)} == {422}


@pytest.fixture
def limited(app, settings):
    """An application of its own with limits on; the counts are one for all."""
    other = fresh.for_tests(create_app(settings.model_copy(update={"limits": True})), WTF_CSRF_ENABLED=False)
    limiter.reset()
    yield other
    limiter.reset()
    with other.app_context():
        db.session.remove()
        db.engine.dispose()


def test_only_who_is_refused_is_told_when_to_come_back(limited):
    guest, many = limited.test_client(), int(TABLE["ask"].split()[0])
    taken = [guest.post("/questions/ask", data={}) for _ in range(many)]
    assert {"Retry-After" in answer.headers for answer in (guest.get("/search?q=card"), *taken)} == {False}
    refused = guest.post("/questions/ask", data={})
    assert refused.status_code == 429
    assert int(refused.headers["Retry-After"]) == parse(TABLE["ask"]).get_expiry()


@pytest.mark.parametrize("accept", ["text/html", "application/json"])
@pytest.mark.parametrize(
    ("method", "path"), [("GET", "/"), ("GET", "/search?q=card"), ("POST", "/questions/ask"), ("GET", "/readyz")]
)
def test_who_met_a_fault_comes_back_soon(limited, method, path, accept):
    """Whatever limit counted the request."""
    with limited.app_context():
        engine = db.engine
    event.listen(engine, "before_cursor_execute", _away)
    answer = limited.test_client().open(path, method=method, data={"body": "x"}, headers={"Accept": accept})
    event.remove(engine, "before_cursor_execute", _away)
    assert (answer.status_code, answer.headers.get("Retry-After")) == (503, "5")


def _away(connection, *_given):
    """As the database at hand says it."""
    raise connection.dialect.dbapi.OperationalError("disk I/O error")
