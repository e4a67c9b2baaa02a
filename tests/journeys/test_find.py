"""Find -> read -> say whether it helped."""

import pytest
from playwright.sync_api import expect

from tests.journeys import readiness

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, script):
    """In another word form than the case has, from the home page."""
    page = visit()
    page.goto("/")
    page.locator("main input[type=search]").first.fill("бонус не начислили за покупки")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search?*")
    hit = page.get_by_role("link", name="Бонусы за покупку не начислились: что проверить и как добавить чек")
    expect(page.locator(".hit--curated").first).to_contain_text("checked by support")
    hit.first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("Бонусы за покупку не начислились")
    expect(page.get_by_role("heading", name="What to do")).to_be_visible()
    if script:
        readiness.ready(page)
    page.get_by_role("link", name="Yes").or_(page.get_by_role("button", name="Yes")).click()
    if not script:
        page.get_by_role("button", name="Yes, it helped").click()
    expect(page.locator("#helped")).to_contain_text("Thank you for saying so.")


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_suggestions_while_typing(visit, script):
    """Suggestions are what script adds; without it the page of results answers."""
    page = visit()
    page.goto("/questions")
    readiness.ready(page)
    page.keyboard.press("/")
    field, rows = page.get_by_role("combobox"), page.get_by_role("option")
    page.keyboard.type("qwxzvkj")
    expect(rows).to_have_text(["All results for “qwxzvkj”", "Ask the community: “qwxzvkj”"])
    page.keyboard.press("ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", rows.last.get_attribute("id"))
    page.keyboard.press("Enter")
    expect(page.get_by_label("Title")).to_have_value("qwxzvkj")
    page.goto("/questions")
    readiness.ready(page)
    page.keyboard.press("/")
    page.keyboard.type("картку вдома")
    expect(rows.locator("mark").first).to_have_text("картку")
    page.keyboard.press("Escape")
    expect(rows).to_have_count(0)
    page.keyboard.press("ArrowDown")  # shows them again
    expect(field).to_have_attribute("aria-activedescendant", rows.first.get_attribute("id"))
    page.keyboard.press("Escape")
    expect(rows).to_have_count(0)
    page.keyboard.press("Backspace")
    expect(rows.last).to_have_text("All results for “картку вдом”")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("картк")


def test_nothing_found_shows_the_way_on(visit):
    page = visit()
    page.goto("/search?q=qwxzvkj")
    page.get_by_role("link", name="Ask").last.click()
    page.wait_for_url("**/questions/ask*")
    expect(page.get_by_label("Title")).to_have_value("qwxzvkj")
