"""When a case is due: kept right by every verb that moves it, counted again by ``portal doctor``."""

from datetime import timedelta

import pytest
import time_machine

from portal.cases import actions
from portal.cases.models import Case
from portal.cases.queries import recounts, recounts_checks
from portal.core import clock
from portal.core.db import db
from tests.cases import stage

LATER = clock.now() + timedelta(days=50)


def moved(case, do):
    """How many days the due day went on when ``do`` was done 50 days later."""
    was = case.check_due_at
    with time_machine.travel(LATER, tick=False):
        do()
    return round((case.check_due_at - was).total_seconds() / 86400)


def test_it_works(cast):
    case = stage.published(cast.stella)
    assert case.check_due_at == case.checked_at + timedelta(days=180)
    assert stage.draft(cast.stella).check_due_at is None


@pytest.mark.parametrize("verb", ["publish", "confirm"])
def test_a_check_begins_it_anew(cast, verb):
    case = stage.published(cast.stella)
    assert moved(case, lambda: getattr(actions, verb)(cast.stella, case.id)) == 50


def test_other_steps_leave_it(cast):
    case = stage.published(cast.stella)
    assert moved(case, lambda: actions.doubt(cast.stella, case.id, reason="New app")) == 0
    assert moved(case, lambda: actions.say_helped(cast.carla, case.id, helped=False)) == 0
    assert moved(case, lambda: actions.vouch(cast.amir, case.id, revision=1)) == 0


def test_what_readers_do_not_meet_is_never_due(cast):
    retired, archived = stage.published(cast.stella), stage.published(cast.stella)
    due = retired.check_due_at
    actions.retire(cast.stella, retired.id, reason="Gone")
    actions.archive(cast.stella, archived.id, reason="Old")
    assert (retired.check_due_at, archived.check_due_at) == (None, None)
    actions.revive(cast.stella, retired.id)
    actions.restore(cast.stella, archived.id)
    assert retired.check_due_at == due
    assert archived.check_due_at is not None


def test_topics_that_are_published_count(cast):
    _cards, points = stage.topics()
    points.check_days = 30
    case = stage.published(cast.stella)
    new = actions.edit(cast.stella, case.id, content=_with(case, ("points",)), base_revision=1)
    assert (new.check_due_at - new.checked_at).days == 180
    actions.publish(cast.stella, case.id)
    assert (case.check_due_at - case.checked_at).days == 30


def _with(case, topics):
    from dataclasses import replace

    from portal.cases import content

    return replace(content.of(case), topics=topics)


def test_doctor_finds_what_is_wrong(cast):
    case, other = stage.published(cast.stella), stage.published(cast.stella)
    actions.vouch(cast.carla, case.id, revision=1)
    db.session.flush()
    assert [line for check in recounts_checks.CHECKS.values() for line in check()] == []
    case.check_due_at, case.vouch_count, case.staleness = clock.now(), 7, 3
    db.session.flush()
    found = [line for check in recounts_checks.CHECKS.values() for line in check()]
    assert [line.split(":")[0] for line in found] == [f"case_article {case.id}"] * 3
    assert {"due", "staleness", "vouches"} <= set(recounts.CHECKS)
    actions.keep([case.id, other.id])
    assert list(recounts_checks.due()) == []


def test_nothing_is_written_when_nothing_changed(cast, count_queries):
    ids = [stage.published(cast.stella).id for _ in range(5)]
    db.session.flush()
    actions.keep(ids)
    with count_queries() as statements:
        assert actions.keep(ids) == 0
    assert len(statements) == 3, statements
    assert {statement.split()[0] for statement in statements} == {"SELECT"}


def test_many_are_counted_in_one_go(cast, count_queries):
    ids = [stage.published(cast.stella).id for _ in range(6)]
    db.session.execute(db.update(Case).values(checked_at=clock.now() - timedelta(days=100)))
    with count_queries() as statements:
        assert actions.keep(ids) == 6
    assert len(statements) == 4, statements
