"""What makes a test begin as if nothing had been before it: empty tables, and a process that remembers nothing.

Several applications share one process here, and what a real process has once they have in common: the engine, the rules
of the search, what readers did. None of it may travel from one to the next.
"""

import os
from functools import cache

from jinja2 import FileSystemBytecodeCache
from sqlalchemy import Connection, Engine, event, text

from portal import wiring
from portal.cases.queries import listing
from portal.cases.routes.reading import views
from portal.core.db import db
from portal.notifications.letters import rest
from portal.questions.routes import reading
from portal.questions.views import gatherer
from portal.search import rules as search_rules
from portal.search.journal import journal
from portal.web import frame, guest_pages
from tests.once import once

POSTGRES = os.environ.get("PORTAL_TEST_DATABASE") == "postgres"
# Threads that write what was gathered, into the database of whichever application spoke last.
WRITERS = {"journal", "views"}


@event.listens_for(Engine, "connect")
def no_waiting_for_the_disk(connection, _record):
    """A database that is thrown away need not survive a power cut. Servers in processes of their own keep to FULL."""
    if type(connection).__module__.startswith("sqlite3"):
        connection.execute("PRAGMA synchronous=OFF")


def for_tests(app, **config):
    """An application as tests need it: nobody gathers behind them, errors are answered as on a server, and templates and
    files are not looked at again for each page, which development mode would do. What templates are compiled to is shared
    by all applications and processes of a run."""
    app.config.update(TESTING=True, PROPAGATE_EXCEPTIONS=False, TEMPLATES_AUTO_RELOAD=False, **config)
    app.jinja_env.auto_reload = False
    if "PORTAL_TEST_RUN" in os.environ:
        app.jinja_env.bytecode_cache = FileSystemBytecodeCache(once("templates", lambda _empty: None))
    return app


def forget(app) -> None:
    """As in a process that just started: the engine of this application, nothing gathered, nothing remembered."""
    wiring.join(app)
    search_rules.forget()
    listing._counts.cache_clear()
    rest.end()
    for gathered in (journal, gatherer, views):
        gathered.forget()
    for kept in (frame.PARTS, guest_pages.KEPT, reading.THREADS, reading.ROWS):
        kept.clear()


def begin(app) -> None:
    """Inside the context of an application: everything as on the first day."""
    empty_tables()
    forget(app)


def empty_tables() -> None:
    """Few tables hold rows after a test; the others cost one question together."""
    with db.engine.begin() as connection:
        filled = set(connection.scalars(_filled()))
        names = [name for name in _last_first() if name in filled]
        (_empty_postgres if connection.dialect.name == "postgresql" else _empty_sqlite)(connection, names)


@cache
def _last_first() -> list[str]:
    return [table.name for table in reversed(db.metadata.sorted_tables)]


@cache
def _filled():
    names = [table.name for table in db.metadata.sorted_tables]
    return text(" UNION ALL ".join(f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM \"{name}\")" for name in names))


def _empty_postgres(connection: Connection, names: list[str]) -> None:
    """Few rows are deleted sooner than a file for each table and index is made anew, as TRUNCATE would."""
    connection.execute(text("SET LOCAL session_replication_role = replica"))
    for name in names:
        connection.execute(text(f'DELETE FROM "{name}"'))
    connection.execute(
        text(
            "SELECT setval(format('%I.%I', schemaname, sequencename)::regclass, 1, false)"
            " FROM pg_sequences WHERE last_value IS NOT NULL"
        )
    )


def _empty_sqlite(connection: Connection, names: list[str]) -> None:
    connection.execute(text("PRAGMA defer_foreign_keys=ON"))
    guards = []
    if "audit_entry" in names:  # its own triggers keep it from being emptied
        asked = text("SELECT name, sql FROM sqlite_master WHERE type='trigger' AND tbl_name='audit_entry'")
        guards = list(connection.execute(asked))
    for name, _ in guards:
        connection.execute(text(f"DROP TRIGGER {name}"))
    for name in names:
        connection.execute(text(f'DELETE FROM "{name}"'))
    for _, sql in guards:
        connection.execute(text(sql))
