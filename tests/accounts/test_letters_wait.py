"""Letters about an account wait for the mail server as long as others do: no attempt is used up by its absence."""

from datetime import timedelta

import pytest
from sqlalchemy import select, update

from portal.accounts import actions
from portal.core import clock, jobs, outbox
from portal.core.db import db
from portal.core.outbox import OutboxRow
from portal.web import letters as sending


@pytest.fixture
def nobody_listens(app):
    """A mail server that is not there."""
    before = app.config["PORTAL"]
    app.config["PORTAL"] = before.model_copy(update={"mail_url": "smtp://127.0.0.1:9"})
    sending.rest.end()
    yield
    app.config["PORTAL"] = before
    sending.rest.end()


def an_hour_goes_by():
    sending.rest.end()
    due = clock.now() - timedelta(seconds=1)
    db.session.execute(update(OutboxRow).where(OutboxRow.done_at.is_(None)).values(due_at=due))
    db.session.commit()


def test_it_works(cast, app, letters, nobody_listens):
    actions.request_reset(cast.guest, email="carla@example.org")
    db.session.commit()
    for _ in range(outbox.MAX_ATTEMPTS + 3):
        jobs.drain()
        an_hour_goes_by()
    assert outbox.pending("account_mail") == 1
    assert outbox.stuck() == []
    app.config["PORTAL"] = app.config["PORTAL"].model_copy(update={"mail_url": "folder:"})
    [letter] = letters()
    assert letter.to == "carla@example.org"
    assert outbox.pending("account_mail") == 0


def test_it_is_given_up_in_the_end(cast, nobody_listens):
    actions.request_reset(cast.guest, email="carla@example.org")
    old = clock.now() - sending.KEEP_TRYING - timedelta(hours=1)
    db.session.flush()
    db.session.execute(update(OutboxRow).values(created_at=old))
    db.session.commit()
    for _ in range(outbox.MAX_ATTEMPTS + 1):
        jobs.drain()
        an_hour_goes_by()
    assert [row.job for row in outbox.stuck()] == ["account_mail"]
    assert db.session.scalar(select(OutboxRow.error)) is not None
