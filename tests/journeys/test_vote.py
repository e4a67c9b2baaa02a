"""Vote, change one's mind, take it back; the buttons say what they are."""

import re

import pytest
from playwright.sync_api import expect

from tests.journeys import readiness, steps

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
        with page.expect_response("**/vote"):
            button.click()
        expect(score).to_have_text(f"Score: {shown}")
        for each, on in zip((up, down), pressed, strict=True):
            expect(each).to_have_attribute("aria-pressed", str(on).lower())
    if script:
        assert page.evaluate("window.stayed")
    with page.expect_response("**/vote"):
        up.click()
    expect(score).to_have_text("Score: 1")
    page.goto(address)
    expect(score).to_have_text("Score: 1")
    expect(up).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_a_change_of_mind_while_the_first_is_under_way(visit, stage, script):
    """A press is answered at once; the next one is not lost because the server has not spoken yet."""
    address = steps.ask(visit(stage.cast.carla), "Where do hasty votes go", "A question to vote on in haste.")
    page = visit(stage.cast.nils)
    page.goto(address)
    readiness.ready(page)
    up, down = page.locator("#question form.vote button").first, page.locator("#question form.vote button").last
    score = page.locator("#question .vote__score")
    with page.expect_response(lambda answer: answer.url.endswith("/vote") and "value=-1" in answer.request.post_data):
        page.evaluate("([up, down]) => { up.click(); down.click(); }", [up.element_handle(), down.element_handle()])
        expect(score).to_have_text("Score: -1")
    page.reload()
    expect(score).to_have_text("Score: -1")
    expect(down).to_have_attribute("aria-pressed", "true")


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_a_click_waits_for_its_module(visit, stage, script):
    """The page says when everything on it is enhanced; what this browser does waits for that, however slow the way."""
    address = steps.ask(visit(stage.cast.carla), "Where do slow modules go", "A question whose module comes late.")
    page, held = visit(stage.cast.nils), []
    page.route("**/js/votes.js*", lambda route: held.append(route))
    page.route("**/later", lambda route: (route.fulfill(body=""), held.pop().continue_()))
    page.goto(address)
    page.evaluate("void setTimeout(() => fetch('/later'), 300)")
    assert not page.evaluate("'ready' in document.documentElement.dataset")
    page.evaluate("window.stayed = true")
    page.locator("#question form.vote button").first.click()
    expect(page.locator("#question .vote__score")).to_have_text("Score: 1")
    assert page.evaluate("window.stayed")


def test_own_post_and_guest(visit, stage, script):
    carla, guest = visit(stage.cast.carla), visit()
    address = steps.ask(carla, f"May one vote for oneself {script}", "Nobody may vote for what they wrote.")
    expect(carla.locator("#question form.vote button").first).to_be_disabled()
    guest.goto(address)
    guest.locator("#question .vote a").first.click()
    guest.wait_for_url(re.compile(r"/sign-in\?next=/questions/"))
