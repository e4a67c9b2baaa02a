"""R22: of N + 20 requests at once exactly N pass; the rest get 429 and when to come back."""

import re
from concurrent.futures import ThreadPoolExecutor

import pytest

from portal import config
from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.app import create_app
from portal.cases.models import Case
from portal.core.db import db
from portal.core.limits import TABLE
from portal.web.limits import limiter
from tests import cast as casting
from tests import fresh
from tests.cases import stage
from tests.promises.crowd import at_once, signed_in

pytestmark = pytest.mark.one_database


@pytest.fixture
def limited(tmp_path):
    """An application with the limits on; the counts are one for all applications, so they are put back afterwards."""
    settings = config.load({}, data_dir=tmp_path, log_level="error", search_url="memory:", dev=True)
    app = fresh.for_tests(create_app(settings), WTF_CSRF_ENABLED=False)
    with app.app_context():
        db.create_all()
        cast = casting.assemble()
        sid = signed_in(app, cast.carla)
    limiter.reset()
    yield app, sid
    limiter.reset()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def allowed(name):
    return int(TABLE[name].split()[0])


@pytest.mark.parametrize(
    ("name", "path"), [("preview", "/preview"), ("flag", "/flag/question/1"), ("ask", "/questions/ask")]
)
def test_exactly_as_many_as_allowed(limited, name, path):
    app, sid = limited
    many = allowed(name) + 20
    answers = at_once(app, sid, [lambda client: client.post(path, data={"text": "x"}) for _ in range(many)])
    refused = [answer for answer in answers if answer.status_code == 429]
    assert len(refused) == 20
    for answer in refused:
        assert 0 < int(answer.headers["Retry-After"]) <= 3600
        assert re.search(r"\d+ (second|minute)", answer.text)


def test_each_person_has_their_own(limited):
    app, sid = limited
    at_once(app, sid, [lambda client: client.post("/questions/ask", data={}) for _ in range(allowed("ask") + 1)])
    assert app.test_client().post("/questions/ask", data={}).status_code == 422


def test_reading_is_not_counted(limited):
    app, _ = limited
    with ThreadPoolExecutor(4) as pool:
        codes = list(pool.map(lambda _: app.test_client().get("/questions/ask").status_code, range(60)))
    assert set(codes) == {200}


def test_guests_of_one_address_are_counted_a_few_times_on_one_case(limited):
    """Beyond that they are thanked all the same; another address has its own."""
    app, _ = limited
    with app.app_context():
        ada = accounts.actor_of(db.session.scalar(db.select(Person.id).where(Person.role == "admin")))
        case = stage.published(ada)
        number = case.id
        db.session.commit()
    for _turn in range(allowed("helpful_case") + 2):
        said = app.test_client().post(f"/cases/{number}/feedback", data={"helped": "yes"})
        assert said.status_code == 303
    elsewhere = {"environ_base": {"REMOTE_ADDR": "192.0.2.7"}}
    app.test_client().post(f"/cases/{number}/feedback", data={"helped": "no", "reason": "unclear"}, **elsewhere)
    with app.app_context():
        row = db.session.get(Case, number)
        assert (row.helped_count, row.not_helped_count) == (allowed("helpful_case"), 1)
    words = {"helped": "no", "reason": "unclear", "text": "Step two is missing"}
    for _turn in range(allowed("helpful_words")):  # whoever writes is read a while longer
        assert app.test_client().post(f"/cases/{number}/feedback", data=words).status_code == 303
    refused = app.test_client().post(f"/cases/{number}/feedback", data=words)
    assert refused.status_code == 422
    assert "This was not kept" in refused.text
    assert "Step two is missing" in refused.text
    with app.app_context():
        assert db.session.get(Case, number).not_helped_count == 1 + allowed("helpful_words")


def test_control_without_limits_all_pass(limited):
    app, sid = limited
    app.config["RATE_LIMITS"] = False
    answers = at_once(app, sid, [lambda client: client.post("/questions/ask", data={}) for _ in range(30)])
    assert {answer.status_code for answer in answers} == {422}
