"""Many clients at once, against an application of its own over a file, as threads of one server would be."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest

from portal import config
from portal.app import create_app
from portal.core.db import db
from tests import cast as casting
from tests import fresh
from tests.conftest import POSTGRES


def own_app(tmp_path, postgres_url=""):
    """A fresh application with empty tables: SQLite in a file, or the PostgreSQL of the suite."""
    settings = config.load(
        {},
        data_dir=tmp_path,
        database_url=postgres_url,
        limits=False,
        log_level="error",
        search_url="memory:",
        dev=True,
    )
    app = fresh.for_tests(create_app(settings), WTF_CSRF_ENABLED=False)
    with app.app_context():
        if postgres_url:
            db.drop_all()
        db.create_all()
    return app


@pytest.fixture
def lone_app(tmp_path, request):
    app = own_app(tmp_path, request.getfixturevalue("postgres_url") if POSTGRES else "")
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


def sid_of(client):
    with client.session_transaction() as session:
        return session["sid"]


def at_once(app, sid, calls):
    """Run each of ``calls(client)`` in a thread of its own, all let go together; their results in order."""
    gate = Barrier(len(calls))

    def run(call):
        client = app.test_client()
        with client.session_transaction() as session:
            session["sid"] = sid if isinstance(sid, str) else sid[calls.index(call)]
        gate.wait(timeout=30)
        return call(client)

    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(run, calls))


def signed_in(app, actor):
    """A session id of a person."""
    client = app.test_client()
    casting.sign_in(client, actor)
    return sid_of(client)
