"""A port: stored HTML is made anew when the renderer has changed since. ``wiring.py`` names the tables.

Until its turn comes a row goes on showing what is stored, or what its page makes of the text meanwhile.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, cast

import structlog
from sqlalchemy import Table, select, update

from portal.core import jobs, richtext
from portal.core.db import db, reading
from portal.core.errors import Invalid
from portal.core.watch import Watch

log = structlog.get_logger()

PORTION = 100  # rows of one transaction: others write meanwhile


@dataclass(frozen=True, slots=True)
class Renewal:
    """A table with ``id`` and ``html_version``; ``make`` gives the columns that are made of the others of a row."""

    table: Any
    make: Callable[[Any], Mapping[str, Any]]


def of_post(row: Any) -> Mapping[str, Any]:
    """What is made of the body of a post."""
    return {"html": richtext.render(row.body)}


_renewals: list[Renewal] = []


def wire(renewals: Sequence[Renewal]) -> None:
    """Name the tables; called once by ``wiring.py``."""
    _renewals[:] = renewals


class Renewer(Watch):
    """Looks when the worker starts, and once a day."""

    def __init__(self, app: Any, pause: float = 24 * 3600.0) -> None:
        super().__init__("renewer", app, renew, pause, "html.not_made_anew")


def renew() -> int:
    """Make anew what an older renderer made; gives how many rows. Commits; rendering holds no lock, also on SQLite."""
    done = sum(_renew(each) for each in _renewals)
    if done:
        log.info("html.made_anew", rows=done)
    return done


def _renew(renewal: Renewal) -> int:
    table, done, last = cast(Table, renewal.table.__table__), 0, 0
    while rows := _older(table, last):
        made = [(row, _made(renewal, row)) for row in rows]
        for row, values in made:
            # Somebody may have written it meanwhile: then it is of this renderer.
            same = (table.c.id == row.id, table.c.html_version == row.html_version)
            db.session.execute(update(table).where(*same).values(**values, html_version=richtext.RENDERER_VERSION))
        jobs.settle()
        last, done = rows[-1].id, done + len(rows)
    return done


def _older(table: Table, last: int) -> Sequence[Any]:
    token = reading.set(True)
    try:
        wanted = select(table).where(table.c.id > last, table.c.html_version < richtext.RENDERER_VERSION)
        return db.session.execute(wanted.order_by(table.c.id).limit(PORTION)).all()
    finally:
        db.session.rollback()
        reading.reset(token)


def _made(renewal: Renewal, row: Any) -> Mapping[str, Any]:
    """Nothing for a text that would be refused today: it stays as it was made."""
    try:
        return {name: value for name, value in renewal.make(row).items() if name != "html_version"}
    except (richtext.TooComplex, Invalid):
        return {}
