"""What a fixture did through the real actions, kept as rows: the next test of the same file is given them by one statement
a table, where doing it all again takes ten times as long. Whatever a test changes is gone with the tables.
"""

from datetime import datetime, timedelta
from typing import NamedTuple

from sqlalchemy import Connection, text

from portal.core import clock
from portal.core.db import db
from portal.search import engine, indexing
from tests import fresh
from tests.cast import ROLES

STAYS_TRUE = timedelta(minutes=2)  # what was written "just now" is still from just now


class Rows(NamedTuple):
    """``tables`` in the order in which they are filled; ``sequences`` of PostgreSQL, whose numbers go on."""

    at: datetime
    tables: list
    sequences: list


class Kept:
    """For one file of tests: ``put(build)`` calls ``build()`` the first time, when the clock was moved since, and when
    more than the cast is there already."""

    def __init__(self) -> None:
        self.rows: Rows | None = None

    def put(self, build) -> None:
        """``build`` begins from the cast, commits, and lets the worker finish; what it returns is not kept."""
        db.session.commit()
        alone = _only_the_cast()
        if alone and self.rows is not None and abs(clock.now() - self.rows.at) < STAYS_TRUE:
            with db.engine.begin() as connection:
                _write(connection, self.rows)
            db.session.expire_all()
            engine.current().rebuild(indexing.everything())
            return
        build()
        db.session.commit()
        if alone:
            with db.engine.connect() as connection:
                self.rows = Rows(clock.now(), _read(connection), _sequences(connection))


def _only_the_cast() -> bool:
    with db.engine.connect() as connection:
        people = connection.scalar(text("SELECT count(*) FROM person"))
        return set(connection.scalars(fresh._filled())) == {"person"} and people == len(ROLES)


def _read(connection: Connection) -> list:
    """``(statement that fills a table, its rows)``, as the database holds them: PostgreSQL's as text."""
    postgres = connection.dialect.name == "postgresql"
    filled, found = set(connection.scalars(fresh._filled())), []
    for table in db.metadata.sorted_tables:
        if table.name in filled:
            columns = [f'"{column.name}"' for column in table.columns if column.computed is None]
            told = ", ".join(f"CAST({column} AS text)" if postgres else column for column in columns)
            rows = connection.exec_driver_sql(f'SELECT {told} FROM "{table.name}"').fetchall()
            places = ", ".join(["%s" if postgres else "?"] * len(columns))
            statement = f'INSERT INTO "{table.name}" ({", ".join(columns)}) VALUES ({places})'
            found.append((statement, [tuple(row) for row in rows]))
    return found


def _sequences(connection: Connection) -> list:
    if connection.dialect.name != "postgresql":
        return []
    asked = "SELECT format('%I.%I', schemaname, sequencename) AS name, last_value AS last FROM pg_sequences"
    return [dict(row) for row in connection.execute(text(f"{asked} WHERE last_value IS NOT NULL")).mappings()]


def _write(connection: Connection, rows: Rows) -> None:
    postgres = connection.dialect.name == "postgresql"
    connection.execute(
        text("SET LOCAL session_replication_role = replica" if postgres else "PRAGMA defer_foreign_keys=ON")
    )
    connection.execute(text("DELETE FROM person"))  # the cast, which was not yet touched
    for statement, kept in rows.tables:
        connection.exec_driver_sql(statement, kept)
    if rows.sequences:
        connection.execute(text("SELECT setval(CAST(:name AS regclass), :last)"), rows.sequences)
