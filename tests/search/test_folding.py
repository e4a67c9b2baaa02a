"""Ninety days, then only sums; words stay only where many searched them."""

from datetime import UTC, datetime, timedelta

import time_machine

from portal.core.db import db
from portal.core.refs import Ref
from portal.search import actions, keeper
from portal.search.models import SearchLog, SearchStep, SearchSum
from portal.search.queries import health
from tests.search.searches import made

NOW = datetime(2026, 6, 1, 12, 30, tzinfo=UTC)


def count(model):
    return db.session.scalar(db.select(db.func.count()).select_from(model))


def test_it_works(app, cast):
    with time_machine.travel(NOW, tick=False):
        for hours in range(6):
            made("потерял карту", ago=timedelta(days=100, hours=hours), opened=(Ref("case", 1),))
        made("мария петренко", ago=timedelta(days=100), total=0)
        made("потерял карту", ago=timedelta(days=95), total=0, language="uk")
        made("потерял карту", ago=timedelta(days=10))
        assert actions.fold() == 8
        db.session.commit()
        assert count(SearchLog) == 1
        assert count(SearchStep) == 0
        sums = db.session.scalars(db.select(SearchSum).order_by(SearchSum.day, SearchSum.words)).all()
        assert {row.words for row in sums} == {"", "потерял карту"}
        whole = [row for row in sums if row.words == ""]
        assert sum(row.searches for row in whole) == 8
        assert sum(row.empty for row in whole) == 2
        assert sum(row.deflected for row in whole) == 6
        assert not any("мария" in str(vars(row)) for row in sums)
        assert [(month.month, month.searches) for month in health.months()] == [("2026-02", 8)]
        assert actions.fold() == 0
        assert sum(row.searches for row in db.session.scalars(db.select(SearchSum)) if row.words == "") == 8


def test_a_day_is_kept_whole(app):
    """The log reaches back ninety days at least: a day goes when all of it is older."""
    with time_machine.travel(NOW, tick=False):
        made("карта", ago=timedelta(days=90, hours=12))  # the first half hour of the day ninety days ago
        made("карта", ago=timedelta(days=90, hours=13))  # the day before that
        assert actions.fold() == 1
        assert count(SearchLog) == 1


def test_as_time_goes_by(app):
    with time_machine.travel(NOW, tick=False):
        for _ in range(5):
            made("карта")
        assert keeper.forget() == 0
    with time_machine.travel(NOW + timedelta(days=92), tick=False):
        assert keeper.forget() == 5
        assert count(SearchLog) == 0
        assert db.session.scalars(db.select(SearchSum.words).order_by(SearchSum.words)).all() == ["", "карта"]


def test_late_rows_join_the_sums_of_their_day(app):
    with time_machine.travel(NOW, tick=False):
        made("карта", ago=timedelta(days=100))
        actions.fold()
        made("карта", ago=timedelta(days=100))
        actions.fold()
        db.session.commit()
        (row,) = db.session.scalars(db.select(SearchSum))
        assert row.searches == 2
