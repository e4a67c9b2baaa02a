"""Runs migrations inside the application, each in one transaction: killed in the middle it leaves the old state."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import Connection

from portal.core.db import UtcDateTime, db


def _render(kind: str, obj: Any, _context: Any) -> str | bool:
    """Migrations must not import the application: our types are written as the plain ones they are."""
    if kind == "type" and isinstance(obj, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def _compare_type(_context: Any, _inspected: Any, _metadata: Any, _type: Any, ours: Any) -> bool | None:
    return False if isinstance(ours, UtcDateTime) else None


def _include(_obj: Any, name: str | None, kind: str, _reflected: bool, _compare_to: Any) -> bool:
    """An index whose columns run downwards looks new to every comparison; it is written by hand where it is made."""
    return not (kind == "index" and name == "ix_answer_thread")


@contextmanager
def _tables_made_anew(connection: Connection) -> Iterator[None]:
    """SQLite changes a table by copying it into a new one; dropping the old one must not be taken for deleting what
    others refer to. The switch does nothing inside a transaction, so it is thrown before."""
    if connection.dialect.name != "sqlite":
        yield
        return
    raw = connection.connection.dbapi_connection
    assert raw is not None
    raw.execute("PRAGMA foreign_keys=OFF")
    try:
        yield
    finally:
        raw.execute("PRAGMA foreign_keys=ON")


def _still_whole(connection: Connection) -> None:
    """Nothing refers to what is not there; else nothing of the migration stays."""
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise RuntimeError(f"the migration would leave references to nothing: {broken[:5]}")


def run() -> None:
    engine = current_app.extensions["migrate"].db.engine
    with engine.connect() as connection:
        context.configure(
            connection=connection,
            target_metadata=db.metadata,
            render_item=_render,
            compare_type=_compare_type,
            include_object=_include,
            render_as_batch=engine.dialect.name == "sqlite",
            transactional_ddl=True,
            transaction_per_migration=False,
        )
        with _tables_made_anew(connection), context.begin_transaction():
            context.run_migrations()
            _still_whole(connection)


run()
