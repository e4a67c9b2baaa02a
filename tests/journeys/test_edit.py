"""Edit a question, look at what changed; and two who edit at once."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    carla, stella = visit(stage.cast.carla), visit(stage.cast.stella)
    address = steps.ask(carla, f"The balance is one day late {script}", "I see it in the **app** only.")
    for page in (carla, stella):
        page.goto(address)
        page.locator("#question").get_by_role("link", name="Edit", exact=True).click()
    stella.locator("#body").fill("I see it in the **app** only, not on the site.")
    stella.get_by_label("What you changed").fill("where")
    stella.get_by_role("button", name="Save the change").click()
    expect(stella.locator("#question .prose").first).to_contain_text("not on the site")

    own = "I see it in the **app** only, version 5.12."
    carla.locator("#body").fill(own)
    carla.get_by_role("button", name="Save the change").click()
    expect(carla.locator("main")).to_contain_text("This was changed while you were editing")
    expect(carla.locator("#body")).to_have_value(own)
    expect(carla.locator("table.diff del").first).to_contain_text("not on the site")
    carla.locator("#body").fill("I see it in the **app** 5.12 only, not on the site.")
    carla.get_by_role("button", name="Save the change").click()
    expect(carla.locator("#question .prose").first).to_contain_text("5.12 only, not on the site")

    carla.locator("#question").get_by_role("link", name="Edited").click()
    carla.get_by_role("link", name="What changed").first.click()
    expect(carla.locator("table.diff ins").first).to_contain_text("5.12")
