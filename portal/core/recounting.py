"""Comparing a stored number with the same number counted again, whole tables at a time."""

from collections.abc import Iterator, Mapping
from typing import Any

from sqlalchemy import select

from portal.core.db import db


def counted(query: Any) -> dict[int, Any]:
    """A query of (id, number) -> id -> number."""
    return {row[0]: row[1] for row in db.session.execute(query)}


def differences(column: Any, real: Mapping[int, Any], otherwise: Any = 0) -> Iterator[str]:
    """Rows whose ``column`` is not what ``real`` says for their id (``otherwise`` where it says nothing)."""
    table = column.table
    for number, stored in db.session.execute(select(table.c.id, column).order_by(table.c.id)):
        expected = real.get(number, otherwise)
        if stored != expected:
            yield f"{table.name} {number}: {column.name} is {stored}, counted {expected}"
