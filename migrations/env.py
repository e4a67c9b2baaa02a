"""Runs migrations inside the application, each in one transaction: killed in the middle it leaves the old state."""

from typing import Any

from alembic import context
from flask import current_app

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
        with context.begin_transaction():
            context.run_migrations()


run()
