"""Vote, change one's mind, take it back; the buttons say what they are."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    address = steps.ask(visit(stage.cast.carla), f"Where do votes go {script}", "A question to vote on, no more.")
    page = visit(stage.cast.nils)
    page.goto(address)
    box = page.locator("#question form.vote")
    up, down = box.get_by_role("button").first, box.get_by_role("button").last
    score = box.locator(".vote__score")
    expect(score).to_have_attribute("aria-live", "polite")
    if script:
        page.evaluate("window.stayed = true")
    for button, shown, pressed in ((up, "1", (True, False)), (down, "-1", (False, True)), (down, "0", (False, False))):
        button.click()
        expect(score).to_have_text(f"Score: {shown}")
        for each, on in zip((up, down), pressed, strict=True):
            expect(each).to_have_attribute("aria-pressed", str(on).lower())
    if script:
        page.wait_for_load_state("networkidle")
        assert page.evaluate("window.stayed")
    up.click()
    expect(score).to_have_text("Score: 1")
    page.wait_for_load_state("networkidle")
    page.reload()
    expect(score).to_have_text("Score: 1")
    expect(up).to_have_attribute("aria-pressed", "true")


def test_own_post_and_guest(visit, stage, script):
    carla, guest = visit(stage.cast.carla), visit()
    address = steps.ask(carla, f"May one vote for oneself {script}", "Nobody may vote for what they wrote.")
    expect(carla.locator("#question form.vote button").first).to_be_disabled()
    guest.goto(address)
    guest.locator("#question .vote a").first.click()
    guest.wait_for_url(re.compile(r"/sign-in\?next=/questions/"))
