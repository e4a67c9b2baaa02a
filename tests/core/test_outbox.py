"""The outbox: claimed once, retried after a failure, given up aloud."""

from datetime import timedelta

import pytest

from portal.core import clock, jobs, outbox
from portal.core.db import db
from portal.core.jobs import Job
from portal.core.outbox import OutboxRow


@pytest.fixture
def wired(app):
    ran: list[tuple[str, list]] = []
    before = dict(jobs._jobs)
    jobs.wire({
        "note": Job(lambda items: ran.append(("note", list(items)))),
        "batch": Job(lambda items: ran.append(("batch", list(items))), together=True),
        "break": Job(_raise),
    })  # fmt: skip
    yield ran
    jobs.wire(before)


def _raise(_items):
    raise RuntimeError("no luck")


def test_it_works(wired):
    outbox.put("note", thing=1)
    outbox.put("note", thing=2)
    outbox.put("batch", thing=3)
    outbox.put("batch", thing=4)
    db.session.commit()
    assert jobs.drain() == 4
    assert [(name, len(items)) for name, items in wired] == [("note", 1), ("note", 1), ("batch", 2)]
    assert outbox.pending() == 0


def test_a_rolled_back_row_never_runs(wired):
    outbox.put("note", thing=1)
    db.session.rollback()
    assert jobs.drain() == 0


def test_a_row_is_claimed_once(wired):
    outbox.put("note", thing=1)
    db.session.commit()
    assert len(outbox.claim()) == 1
    assert outbox.claim() == []


def test_a_failure_is_kept_and_tried_again(wired):
    outbox.put("break", thing=1)
    db.session.commit()
    jobs.drain()
    row = db.session.scalars(db.select(OutboxRow)).one()
    assert "no luck" in row.error
    assert row.done_at is None
    row.due_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert len(outbox.claim()) == 1


def test_a_hopeless_row_is_shown(wired):
    outbox.put("break", thing=1)
    db.session.commit()
    for _ in range(outbox.MAX_ATTEMPTS):
        db.session.execute(db.update(OutboxRow).values(due_at=clock.now() - timedelta(seconds=1)))
        db.session.commit()
        jobs.drain()
    assert len(outbox.stuck()) == 1
    assert jobs.drain() == 0


def test_delay_is_kept(wired):
    outbox.put("note", delay=timedelta(minutes=5), thing=1)
    db.session.commit()
    assert jobs.drain() == 0
