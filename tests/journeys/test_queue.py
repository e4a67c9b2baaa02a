"""Staff work through the queue: by keyboard with script, by the plain form without."""

import pytest
from playwright.sync_api import expect

from tests.journeys import readiness, steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


@pytest.fixture
def flagged(stage, visit, script):
    """Two flagged questions of this journey; their titles."""
    titles = [f"{word} question for the queue {script}" for word in ("First", "Second")]
    author, other = visit(stage.cast.carla), visit(stage.cast.nils)
    for title in titles:
        number = steps.ask(author, title, "Nothing wrong with it.").rsplit("/", 2)[1]
        other.goto(f"/flag/question/{number}")
        other.get_by_role("radio").first.check()
        other.get_by_role("button", name="Send the flag").click()
        expect(other.locator("main")).to_contain_text("Thank you")
    return titles


def test_it_works(visit, stage, script, flagged):
    first, second = flagged
    page = visit(stage.cast.stella)
    page.goto("/moderation")
    panel = page.locator("#panel")
    if script:
        readiness.ready(page)
        page.keyboard.press("?")
        expect(page.locator("[data-queue-help]")).to_have_attribute("open", "")
        chosen = page.locator("[data-queue-open]:focus")
        for _ in range(60):
            page.keyboard.press("j")
            if chosen.text_content() == second:
                break
        page.keyboard.press("k")
        expect(page.locator("[data-queue-open]:focus")).to_have_text(first)
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        page.wait_for_url("**item=*")
        expect(panel.locator("h2").first).to_have_text(second)
        readiness.ready(page)
        page.keyboard.press("r")
        expect(page.locator("input[name=choice]:focus")).to_have_count(1)
        page.locator("input[value='hide:spam']").focus()
        page.keyboard.press("Space")
        expect(page.locator("input[value='hide:spam']")).to_be_checked()
        expect(page.get_by_label("Which question was asked before?")).to_be_hidden()
    else:
        page.locator("[data-queue-open]", has_text=second).click()
        page.wait_for_url("**item=*")
        expect(panel.locator("h2").first).to_have_text(second)
        panel.get_by_role("group", name="Hide", exact=True).get_by_role("radio", name="Spam or advertising").check()
    panel.get_by_role("button", name="Decide").click()
    expect(page.locator("#messages")).to_contain_text("Done: Hidden.")
    expect(page.locator("[data-queue-open]", has_text=second)).to_have_count(0)
    expect(page.locator("[data-queue-open]", has_text=first)).to_have_count(1)
