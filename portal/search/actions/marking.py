"""Telling every process that the rules of the search changed."""

import secrets

from sqlalchemy import update

from portal.core.db import db
from portal.search import rules
from portal.search.models import RulesMark


def rules_changed() -> None:
    """Write a new mark in the running transaction; part of every verb that changes a synonym or a pin."""
    db.session.flush()
    mark = secrets.token_hex(12)
    written = db.session.execute(update(RulesMark).where(RulesMark.id == 1).values(mark=mark))
    if not written.rowcount:  # type: ignore[attr-defined]
        db.session.add(RulesMark(id=1, mark=mark))
        db.session.flush()
    rules.forget()
