"""``portal doctor`` finds what the alarm should have found; and a case that somebody holds is looked at a moment later."""

import pytest

from portal.cases.actions import watching
from portal.cases.queries.recounts import CHECKS
from portal.core import jobs, outbox
from portal.core.db import db
from portal.questions.models import Answer
from tests.cases import drifting


@pytest.fixture
def rested(cast):
    return drifting.rested(cast)


def changed_behind_our_back(rested, body):
    db.session.execute(db.update(Answer).where(Answer.id == rested.answer.id).values(body=body))
    db.session.commit()
    db.session.refresh(rested.answer)


def test_it_works(cast, rested):
    assert list(CHECKS["drift"]()) == []
    drifting.edit(cast, rested)
    assert list(CHECKS["drift"]()) == []


def test_a_change_that_nobody_was_told_of(rested):
    changed_behind_our_back(rested, "Another text")
    expected = f"case {rested.case.id}: answer {rested.answer.id} was changed and no alarm is open"
    assert list(CHECKS["drift"]()) == [expected]


def test_spaces_are_no_change(rested):
    changed_behind_our_back(rested, drifting.BODY + "\n\n")
    assert list(CHECKS["drift"]()) == []


def test_an_alarm_of_a_case_that_is_quiet(cast, rested):
    drifting.edit(cast, rested)
    rested.case.state = "published"
    db.session.flush()
    assert list(CHECKS["drift"]()) == [f"case {rested.case.id}: an alarm is open, but it is published"]


def test_the_worker_looks(cast, rested):
    """As when another transaction held the case while the answer was edited; a double delivery changes nothing."""
    changed_behind_our_back(rested, "Another text")
    outbox.put(watching.JOB, case=rested.case.id)
    outbox.put(watching.JOB, case=rested.case.id)
    outbox.put(watching.JOB, case=424242)
    db.session.commit()
    jobs.drain()
    assert drifting.alarms(rested.case) == [("edited", "1", "1")]
    assert outbox.pending(watching.JOB) == 0


def test_who_holds_the_case_is_not_waited_for(cast, rested, session_app, request):
    """Publishing holds the case and wants its question; editing holds the question and wants the case."""
    if db.engine.dialect.name == "sqlite":
        pytest.skip("on SQLite writers come one after another anyway")
    with db.engine.connect() as other, other.begin():
        other.execute(db.text("SELECT id FROM case_article FOR NO KEY UPDATE"))
        drifting.edit(cast, rested)  # would wait for ever
        assert drifting.alarms(rested.case) == []
        assert outbox.pending(watching.JOB) == 1
    jobs.drain()
    assert drifting.alarms(rested.case) == [("edited", "1", "2")]
