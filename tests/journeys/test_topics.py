"""The topic field, with script: what is typed becomes chips, and the keyboard goes on."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_tab_makes_a_chip_and_leaves_the_field(visit, stage, script):
    """Without script it is a plain field."""
    page = visit(stage.cast.carla)
    page.goto("/questions/ask")
    field = page.locator("[data-picker] input").last
    field.fill("Bonus points")
    field.press("Tab")
    expect(page.locator("[data-picker] .topic")).to_have_count(1)
    expect(field).not_to_be_focused()


@pytest.mark.parametrize("script", [True], ids=["script"], indirect=True)
def test_the_list_is_gone_once_a_topic_was_added(visit, stage, script):
    """It would cover the button that posts."""
    page = visit(stage.cast.carla)
    page.goto("/ideas/propose")
    field = page.locator("[data-picker] input").last
    names = page.locator("[data-picker] .suggest__row")
    field.press_sequentially("po")
    expect(names.first).to_be_visible()
    field.press("Enter")
    expect(page.locator("[data-picker] .topic")).to_have_count(1)
    expect(names.first).to_be_hidden()
    expect(field).to_be_focused()
    expect(field).to_have_attribute("aria-expanded", "false")
