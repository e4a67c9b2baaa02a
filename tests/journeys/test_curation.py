"""The curator's home: cases that fell due are found still correct, by keyboard with script, by ticks without."""

from datetime import timedelta

import pytest
from playwright.sync_api import expect

from portal.cases import actions
from portal.cases.models import Case
from portal.core import clock
from portal.core.db import db

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


@pytest.fixture
def due(stage, script):
    """Two cases of this journey that are due; their titles."""
    titles = [f"{word} case of the curator {script}" for word in ("First", "Second")]
    with stage.inside():
        for title in titles:
            fields = {"kind": "common_issue", "language": "en", "steps": ["Wait."], "topics": ["points"]}
            case = actions.write(stage.cast.stella, title=title, **fields)
            actions.publish(stage.cast.stella, case.id)
            case.checked_at = clock.now() - timedelta(days=300)
            db.session.flush()
            actions.keep([case.id])
        db.session.commit()
    return titles


def test_it_works(visit, stage, script, due):
    page = visit(stage.cast.stella)
    page.goto("/cases/home?part=due")
    rows = [page.locator("[data-queue-item]").filter(has_text=title) for title in due]
    if script:
        page.wait_for_load_state("networkidle")
        chosen, left = page.locator("[data-queue-open]:focus"), set(due)
        for _ in range(60):
            page.keyboard.press("j")
            if chosen.text_content() in left:
                left.remove(chosen.text_content())
                page.keyboard.press("x")
            if not left:
                break
    else:
        for row in rows:
            row.get_by_role("checkbox").check()
    for row in rows:
        expect(row.get_by_role("checkbox")).to_be_checked()
    page.get_by_role("button", name="Still correct").click()
    expect(page.get_by_text("2 cases were found still correct.").first).to_be_visible()
    for row in rows:
        expect(row).to_have_count(0)
    with stage.inside():
        now = db.session.scalars(db.select(Case.checked_at).where(Case.title.in_(due))).all()
        assert all(clock.now() - moment < timedelta(hours=1) for moment in now)
