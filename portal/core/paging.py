"""Keyset paging: a page begins after a row, not after a number of rows, so that page 1,000 costs what page 1 does."""

import base64
import binascii
import json
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Generic, TypeVar

from sqlalchemy import ColumnElement, and_, or_

PAGE_SIZE = 30
Row = TypeVar("Row")


@dataclass(frozen=True, slots=True)
class Page(Generic[Row]):
    """Rows of one page and the cursor of the next ('' at the end)."""

    rows: list[Row]
    next: str = ""


def encode(values: Sequence[Any]) -> str:
    """Column values of the last row -> an opaque, address-safe cursor."""
    plain = [value.isoformat() if isinstance(value, datetime) else value for value in values]
    return base64.urlsafe_b64encode(json.dumps(plain).encode()).decode().rstrip("=")


def decode(cursor: str, shape: Sequence[type]) -> list[Any] | None:
    """A cursor -> values of the given types, or None when it is not one of ours (the first page is shown then)."""
    if not cursor or len(cursor) > 400:
        return None
    try:
        raw = json.loads(base64.urlsafe_b64decode(cursor + "=" * (-len(cursor) % 4)))
        if not isinstance(raw, list) or len(raw) != len(shape):
            return None
        values = [_typed(value, kind) for value, kind in zip(raw, shape, strict=True)]
    except (ValueError, binascii.Error, UnicodeError, RecursionError):
        return None
    return values


def _typed(value: Any, kind: type) -> Any:
    if kind is datetime:
        moment = datetime.fromisoformat(value if isinstance(value, str) else "")
        if moment.tzinfo is None:
            raise ValueError(value)
        return moment
    if isinstance(value, bool) or not isinstance(value, kind):
        raise ValueError(value)
    if isinstance(value, int) and abs(value) >= 2**63:
        raise ValueError(value)
    return value


def after(columns: Sequence[ColumnElement[Any]], values: Sequence[Any]) -> ColumnElement[bool]:
    """WHERE for rows that follow ``values`` when all ``columns`` are sorted descending.

    Written as ``a <= x AND (a < x OR (a = x AND b < y))``: the first part lets both databases seek in an index.
    """
    clause: ColumnElement[bool] | None = None
    for column, value in reversed(list(zip(columns, values, strict=True))):
        step: ColumnElement[bool] = column < value
        if clause is not None:
            step = or_(step, and_(column == value, clause))
        clause = step
    assert clause is not None
    return and_(columns[0] <= values[0], clause)


def cut(rows: Sequence[Row], size: int, key: Any) -> Page[Row]:
    """Take ``size + 1`` fetched rows: the extra one only tells that there is a next page. ``key(row)`` -> values."""
    kept = list(rows[:size])
    return Page(kept, encode(key(kept[-1])) if len(rows) > size else "")
