"""Publishing at a time that was chosen, by the worker, in the name of whoever chose it."""

from datetime import timedelta

import pytest

from portal.accounts import actions as accounts_actions
from portal.cases import actions
from portal.cases.models import CaseRevision
from portal.core import clock, jobs
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid
from portal.notifications.models import News
from tests.cases import stage
from tests.cases.test_life import edit


def soon(**more):
    return clock.now() + timedelta(**(more or {"hours": 2}))


def after(**more):
    """What the worker does when the time has come."""
    with clock.at(soon(**more)):
        jobs.drain()


def test_it_works(cast, as_):
    case = stage.draft(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    typed = soon(hours=5).strftime("%Y-%m-%dT%H:%M")
    assert stella.post(f"/cases/{case.id}/schedule", data={"at": typed, "revision": "1"}).status_code == 303
    assert case.publish_at is not None
    after(hours=1)
    assert case.state == "draft", "not before its time"
    after(hours=9)
    assert (case.state, case.revision, case.publish_at) == ("published", 1, None)
    row = db.session.query(CaseRevision).one()
    assert row.published_by_id == cast.stella.id
    assert db.session.query(AuditEntry).filter_by(action="case.publish").one().actor_id == cast.stella.id


def test_the_time_is_that_of_the_reader(cast, as_):
    from portal.accounts.models import Person

    db.session.get(Person, cast.stella.id).time_zone = "Asia/Almaty"
    case = stage.draft(cast.stella)
    db.session.commit()
    page = as_(cast.stella).get(f"/cases/{case.id}/schedule").text
    assert "Asia/Almaty" in page
    local = (soon(hours=7)).replace(second=0, microsecond=0)
    as_(cast.stella).post(f"/cases/{case.id}/schedule", data={"at": local.strftime("%Y-%m-%dT%H:%M"), "revision": "1"})
    assert case.publish_at == local - timedelta(hours=5)


@pytest.mark.parametrize(
    "typed", ["", "soon", "2020-01-01T10:00", "9999-12-31T23:59", "0001-01-01T00:00", "2026-13-01T10:00"]
)
def test_times_that_cannot_be(cast, as_, typed):
    case = stage.draft(cast.stella)
    db.session.commit()
    answer = as_(cast.stella).post(f"/cases/{case.id}/schedule", data={"at": typed, "revision": "1"})
    assert answer.status_code == 422
    assert 'id="at-error"' in answer.text
    assert case.publish_at is None


def test_a_change_of_the_text_undoes_the_plan(cast):
    case = stage.published(cast.stella)
    edit(cast.stella, case)
    actions.schedule(cast.stella, case.id, revision=2, at=soon())
    edit(cast.ada, case)
    assert case.publish_at is None
    assert db.session.query(News).filter_by(code="case.unscheduled").one().actor_id == cast.ada.id
    after(hours=3)
    assert case.revision == 1


def test_what_was_planned_anew_is_shown_once_at_the_new_time(cast):
    case = stage.draft(cast.stella)
    actions.schedule(cast.stella, case.id, revision=1, at=soon(hours=1))
    actions.unschedule(cast.stella, case.id)
    actions.schedule(cast.stella, case.id, revision=1, at=soon(hours=5))
    after(hours=2)
    assert case.state == "draft"
    after(hours=6)
    assert case.state == "published"


def test_who_lost_the_right_publishes_nothing(cast):
    case = stage.draft(cast.stella)
    actions.schedule(cast.stella, case.id, revision=1, at=soon())
    accounts_actions.set_publishing(cast.ada, person_id=cast.stella.id, on=False)
    after(hours=3)
    assert (case.state, case.publish_at) == ("draft", None)
    assert db.session.query(News).filter_by(code="case.unscheduled").count() == 1


def test_refusals(cast):
    case = stage.published(cast.stella)
    with pytest.raises(Invalid):
        actions.schedule(cast.stella, case.id, revision=1, at=soon())
    edit(cast.stella, case)
    with pytest.raises(Conflict):
        actions.schedule(cast.stella, case.id, revision=1, at=soon())
    with pytest.raises(Forbidden):
        actions.schedule(cast.carla, case.id, revision=2, at=soon())
