"""R12: reading changes nothing but ``last_seen``, the counts of views and the search log, which are gathered in memory and
written beside the request; what changes something refuses GET, and POST
without the token of a form."""

import pytest
from sqlalchemy import select

from portal.core import clock
from portal.core.db import db
from portal.questions.models import Question
from portal.questions.views import gatherer
from portal.search import trail as trails
from portal.search.journal import journal
from tests.promises import matrix
from tests.promises import world as worlds
from tests.promises.crowd import own_app, signed_in

pytestmark = [pytest.mark.slow, pytest.mark.one_database]
GATHERED = {"last_seen_at", "view_count", "views"}
# What was shown and opened, in the manner of views: no state that anybody but Search health reads, no person in it.
LOG = {"search_log", "search_step"}
# Takes no token: a mail program sends it (RFC 8058), the address itself is the secret.
TOKEN_IN_ADDRESS = {"notifications.unsubscribe"}


def tables():
    """Every row of every table, as text, without what may change by reading."""
    found = {}
    for table in db.metadata.sorted_tables:
        columns = [column for column in table.c if column.name not in GATHERED]
        found[table.name] = sorted(repr(tuple(row)) for row in db.session.execute(select(*columns)))
    db.session.rollback()
    return found


@pytest.fixture(scope="module")
def stage(tmp_path_factory):
    """An application of its own, with tokens demanded, and an admin in it."""
    app = own_app(tmp_path_factory.mktemp("portal"))
    app.config["WTF_CSRF_ENABLED"] = True
    with app.app_context():
        world = worlds.build(app)
        sid = signed_in(app, world.cast.ada)
        shown = matrix.Matrix.__new__(matrix.Matrix)
        shown.app, shown.world, shown.cookies = app, world, {}
    client = app.test_client()
    with client.session_transaction() as session:
        session["sid"] = sid
    yield app, client, shown
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def addresses(app, shown, method):
    adapter = app.url_map.bind("localhost")
    with app.app_context():
        for rule in app.url_map.iter_rules():
            if method in rule.methods:
                for _, values in shown.addresses(rule):
                    yield rule, adapter.build(rule.endpoint, values, method=method)
        db.session.remove()


def test_reading_changes_nothing(stage):
    app, client, shown = stage
    with app.app_context():
        before = tables()
    for _, address in addresses(app, shown, "GET"):
        client.get(address)
        client.head(address)
    gatherer.flush(app)
    journal.flush(app)
    with app.app_context():
        after = tables()
    assert {name for name in after if after[name] != before[name]} <= LOG
    assert any(before.values())


def test_a_search_and_what_it_led_to_are_gathered(stage):
    """Nothing is written while the pages are made; then the log and nothing else."""
    app, _, shown = stage
    client = app.test_client()  # what the team searches is not gathered
    question = shown.world.things["question", "live"]
    with app.app_context():
        journal.forget()
        before, row = tables(), db.session.get(Question, question.id)
        trail = trails.begin(clock.now())
        address = f"/questions/{row.id}/{row.slug}"
    client.get("/search", query_string={"q": "pelican"})
    client.get(address, query_string={"s": f"{trail.word}.1"})
    with app.app_context():
        assert tables() == before
    journal.flush(app)
    with app.app_context():
        after = tables()
    assert {name for name in after if after[name] != before[name]} == LOG


def test_control_a_write_is_seen(stage):
    app, _, shown = stage
    with app.app_context():
        before = tables()
        thing = shown.world.things["question", "live"]
        question = db.session.get(Question, thing.id)
        kept, question.title = question.title, "Another title for it"
        db.session.commit()
        assert tables() != before
        question.title = kept
        db.session.commit()
        assert tables() == before


def test_what_changes_something_refuses_get(stage):
    app, client, shown = stage
    for rule, address in addresses(app, shown, "POST"):
        if "GET" in rule.methods or any(
            "GET" in other.methods and str(other) == str(rule) for other in app.url_map.iter_rules()
        ):
            continue  # a page of the same address: the test above says that it changes nothing
        response = client.get(address)
        taken = {200, 301, 302, 404, 405, 410}
        assert response.status_code in taken, address


def test_a_post_without_its_token_is_refused(stage):
    app, client, shown = stage
    with app.app_context():
        before = tables()
    taken, seen = [], 0
    for method in ("POST", "PUT"):
        for rule, address in addresses(app, shown, method):
            if rule.endpoint in TOKEN_IN_ADDRESS:
                continue
            response = client.open(address, method=method, data=matrix.FIELDS | {"key": "k" * 20})
            seen += 1
            if response.status_code < 400:
                taken.append((str(rule), response.status_code))
    assert taken == []
    with app.app_context():
        after = tables()
    assert {name for name in after if after[name] != before[name]} == set()
    assert seen > 100
