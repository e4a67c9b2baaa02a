"""Telling every process that the rules of the search changed."""

import secrets

from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.core.db import db
from portal.search import rules
from portal.search.models import RulesMark


def rules_changed() -> None:
    """Write a new mark in the running transaction; part of every verb that changes a synonym or a pin. Two who change
    something at once wait for each other here, so that the mark left behind is of the later one."""
    db.session.flush()
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgres_insert
    mark = secrets.token_hex(12)
    written = insert(RulesMark).values(id=1, mark=mark)
    db.session.execute(written.on_conflict_do_update(index_elements=["id"], set_={"mark": mark}))
    rules.forget()
