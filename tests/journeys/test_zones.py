"""Exact times in the reader's own zone: that of the browser where somebody has chosen none."""

import re
from datetime import datetime, timedelta

import pytest
from playwright.sync_api import expect

from portal.accounts.models import Person
from portal.core.db import db
from tests.journeys import readiness

pytestmark = [pytest.mark.browser, pytest.mark.one_database]
FAR = {"timezone_id": "Pacific/Kiritimati"}  # fourteen hours ahead: mostly another day
DAYS, TITLES = "main time[data-day]", "main time[title]"


def test_it_works(visit, script):
    page = visit(**FAR)
    page.goto("/cases")
    if script:
        readiness.ready(page)
    seen = page.locator(DAYS).evaluate_all("all => all.map(time => [time.dateTime, time.textContent, time.title])")
    assert seen
    for moment, words, title in seen:
        there = datetime.fromisoformat(moment) + timedelta(hours=14 if script else 0)
        assert words.startswith(f"{there:%-d %b}"), (moment, words)
        assert title == f"{there:%-d %B %Y, %H:%M} {'GMT+14' if script else 'UTC'}"


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_who_has_chosen_a_zone_keeps_it(visit, stage, script):
    carla = stage.cast.carla
    with stage.inside():
        db.session.get(Person, carla.id).time_zone = "Asia/Kolkata"
        db.session.commit()
    try:
        page = visit(carla, **FAR)
        page.goto("/cases")
        readiness.ready(page)
        expect(page.locator(TITLES).first).to_have_attribute("title", re.compile(r"\+0?5:?30$"))
    finally:
        with stage.inside():
            db.session.get(Person, carla.id).time_zone = ""
            db.session.commit()
