"""When a person was last here: at most every five minutes, in a small transaction of its own after the answer."""

from datetime import timedelta

import structlog
from sqlalchemy import update
from sqlalchemy.exc import SQLAlchemyError

from portal.accounts.models import Device, Person
from portal.core import clock
from portal.core.db import PASSING, db, patience, reading
from portal.core.permissions import Actor

EVERY = timedelta(minutes=5)
log = structlog.get_logger()


def touch(actor: Actor) -> None:
    """Note the time. A busy or missing database is no reason to fail or to wait: the answer has not left yet, and the
    next request tries again."""
    now = clock.now()
    if actor.session_id is None or actor.session_seen_at is None or actor.session_seen_at > now - EVERY:
        return
    token, waiting = reading.set(False), patience.set(PASSING)
    try:
        with db.engine.begin() as connection:
            for table, number in ((Device, actor.session_id), (Person, actor.id)):
                connection.execute(update(table).where(table.id == number).values(last_seen_at=now))
    except SQLAlchemyError as error:
        log.warning("last_seen.skipped", error=type(error).__name__)
    finally:
        reading.reset(token)
        patience.reset(waiting)
