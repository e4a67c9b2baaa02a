"""The topic field, with script: what is typed becomes chips, and the keyboard goes on."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_tab_makes_a_chip_and_leaves_the_field(visit, stage, script):
    if not script:
        pytest.skip("a plain field without script")
    page = visit(stage.cast.carla)
    page.goto("/questions/ask")
    field = page.locator("[data-picker] input").last
    page.wait_for_load_state("networkidle")
    field.fill("Bonus points")
    field.press("Tab")
    expect(page.locator("[data-picker] .topic")).to_have_count(1)
    expect(field).not_to_be_focused()
