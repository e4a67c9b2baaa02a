"""Find, read, sign in, comment and vote with the keyboard alone."""

import re

import pytest
from playwright.sync_api import expect

from tests import cast as casting
from tests.journeys import readiness, steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]
MANY = 150


def tab_to(page, target) -> None:
    """Press Tab until the target has the focus; on the way, what has the focus can be seen."""
    readiness.ready(page)
    for _ in range(MANY):
        page.keyboard.press("Tab")
        seen = page.evaluate(
            "(e => { const r = e.getBoundingClientRect(); return r.width > 0 && r.height > 0 })(document.activeElement)"
        )
        assert seen, page.evaluate("document.activeElement.outerHTML.slice(0, 200)")
        if target.evaluate("e => e === document.activeElement"):
            return
    raise AssertionError(f"Tab does not reach {target}")


def test_it_works(visit, stage, script):
    question = steps.ask(visit(stage.cast.carla), f"May one leave the mouse at home {script}", "A purple unicorn asks.")
    stage.work()
    stage.give_password(stage.cast.nils)
    page = visit()
    page.goto("/")
    readiness.ready(page)
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    if script:
        page.keyboard.press("/")
    else:
        tab_to(page, page.locator("#bar-search"))
    page.keyboard.type("purple unicorn mouse")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    hit = page.locator(".hit a", has_text=f"May one leave the mouse at home {script}")
    tab_to(page, hit.first)
    page.keyboard.press("Enter")
    there = re.compile(re.escape(question))  # behind it stands which search led here, until script takes it away
    page.wait_for_url(there)

    tab_to(page, page.locator("#question .vote a").first)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/sign-in"))
    tab_to(page, page.get_by_label("Email address"))
    page.keyboard.type("nils@journeys.example.org")
    page.keyboard.press("Tab")
    page.keyboard.type(casting.PASSWORD)
    page.keyboard.press("Enter")
    page.wait_for_url(there)

    up = page.locator("#question form.vote button").first
    tab_to(page, up)
    page.keyboard.press("Space")
    expect(up).to_have_attribute("aria-pressed", "true")
    summary = page.locator("#question .comments__add summary")
    tab_to(page, summary)
    page.keyboard.press("Enter")
    tab_to(page, page.locator("#question .comments__add textarea"))
    page.keyboard.type("Written without a mouse.")
    tab_to(page, page.locator("#question .comments__add button"))
    page.keyboard.press("Enter")
    expect(page.locator("#question .comment")).to_contain_text("Written without a mouse.")
