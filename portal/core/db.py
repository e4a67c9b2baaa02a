"""The database: one ``db``, one ``Base`` with a naming convention, UTC times, SQLite set up to lose nothing."""

import json
import sqlite3
import time
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any

from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import DateTime, MetaData, event
from sqlalchemy.engine import Connection, Engine
from sqlalchemy.orm import DeclarativeBase, registry
from sqlalchemy.types import TypeDecorator

_DECODER = json.JSONDecoder()
NAMING = {
    "ix": "ix_%(table_name)s_%(column_0_N_name)s",
    "uq": "uq_%(table_name)s_%(column_0_N_name)s",
    "ck": "ck_%(table_name)s_%(constraint_name)s",
    "fk": "fk_%(table_name)s_%(column_0_name)s_%(referred_table_name)s",
    "pk": "pk_%(table_name)s",
}


class UtcDateTime(TypeDecorator[datetime]):
    """An aware UTC time. Refuses naive times; SQLite keeps it without the zone, so the zone is put back on reading."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None or value.tzinfo is not None:
            return value
        return value.replace(tzinfo=UTC)


class Base(DeclarativeBase):
    """What every table inherits. The registry maps types, not the class: Flask-SQLAlchemy subclasses it again."""

    registry = registry(metadata=MetaData(naming_convention=NAMING), type_annotation_map={datetime: UtcDateTime})


# expire_on_commit is off so that a page rendered after the commit asks the database nothing again.
db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False}, disable_autonaming=True)

# True while a request only reads: on SQLite its transaction then takes no write lock. Everything else begins
# IMMEDIATE, because a read transaction that turns into a write one is refused at once when another wrote meanwhile.
reading: ContextVar[bool] = ContextVar("reading", default=False)

# Milliseconds that SQLite waits for its one writer. A worker or a command has time: another may be importing. Somebody who
# sent a form has not: transactions of pages are over within hundredths of a second, so a writer that is not let in after
# three seconds stands behind something long, and a page that keeps the text and says so is better than a blank one. What
# may as well be left undone waits for hardly anything. Who reads never waits for a writer (WAL).
PATIENT, ANSWERING, PASSING = 15_000, 3_000, 100
SPELL = 50  # milliseconds a writer leaves to SQLite before it asks anew; see _begin_writing
patience: ContextVar[int] = ContextVar("patience", default=PATIENT)


def _json_read(text: str) -> Any:
    """A list of thirty rows holds as many small values: half of what ``json.loads`` takes for them is looking around."""
    try:
        value, end = _DECODER.raw_decode(text)
    except ValueError:  # white space before it, or no JSON
        end = -1
    return value if end == len(text) else json.loads(text)


def engine_options(url: str) -> dict[str, Any]:
    """Pool options for a database address."""
    if url.startswith("sqlite"):
        return {"connect_args": {"check_same_thread": False}, "json_deserializer": _json_read}
    return {"pool_pre_ping": True, "pool_size": 5, "max_overflow": 10, "pool_timeout": 5}


@event.listens_for(Engine, "connect")
def _set_up_connection(connection: Any, _record: object) -> None:
    if type(connection).__module__.startswith("sqlite3"):
        connection.isolation_level = None  # we say BEGIN ourselves, below
        for pragma in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", f"busy_timeout={PATIENT}"):
            connection.execute(f"PRAGMA {pragma}")


@event.listens_for(Engine, "begin")
def _begin(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        _wait_at_most(connection, patience.get())
        if reading.get():
            connection.exec_driver_sql("BEGIN")
        else:
            _begin_writing(connection)


def _wait_at_most(connection: Connection, milliseconds: int) -> None:
    """Connections are lent to requests and to threads of other work by turns."""
    if connection.info.get("patience", PATIENT) != milliseconds:
        connection.exec_driver_sql(f"PRAGMA busy_timeout={milliseconds}")
        connection.info["patience"] = milliseconds


def _begin_writing(connection: Connection) -> None:
    """SQLite lets a waiting writer sleep longer and longer, and those who come meanwhile go first. Who waits in short
    spells asks ten times as often. Measured with eight threads that vote without a pause and wait one second: 48 of 6,400
    were refused, and none of them in spells."""
    raw: Any = connection.connection.driver_connection
    until = time.monotonic() + (patience.get() - SPELL) / 1000
    raw.execute(f"PRAGMA busy_timeout={SPELL}")
    try:
        while time.monotonic() < until:
            try:
                raw.execute("BEGIN IMMEDIATE")
                return
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    break  # said once more below, so that it is told as every error of a database is
        connection.exec_driver_sql("BEGIN IMMEDIATE")
    finally:
        raw.execute(f"PRAGMA busy_timeout={patience.get()}")


def lock(entity: Any) -> None:
    """Hold a row for this transaction, so that counts made under it cannot drift. Its key is not held: rows that refer
    to it are still inserted meanwhile. A no-op on SQLite, whose write transactions already come one after another."""
    db.session.refresh(entity, with_for_update={"key_share": True})
