"""Flag -> the queue -> a decision -> the author is told why."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    title = f"Which shop opens first on Sunday {script}"
    carla, amir, nils, stella = (visit(getattr(stage.cast, name)) for name in ("carla", "amir", "nils", "stella"))
    question = steps.ask(carla, title, "I need milk for breakfast.")
    steps.answer(amir, question, "Buy my cheap watches instead, call me now.")

    nils.goto(question)
    nils.locator(".answer").get_by_role("link", name="Flag").click()
    nils.get_by_role("radio").first.check()
    nils.get_by_role("button", name="Send the flag").click()
    expect(nils.locator("main")).to_contain_text("Thank you")

    stella.goto("/moderation")
    stella.locator("[data-queue-open]", has_text=title).first.click()
    panel = stella.locator("[data-queue-panel]")
    expect(panel).to_contain_text("cheap watches")
    panel.locator('input[value="hide:spam"]').check()
    panel.get_by_label("What the author should know").fill("No advertising here, please.")
    panel.get_by_role("button", name="Decide").click()
    expect(stella.locator("[data-queue-open]", has_text=title)).to_have_count(0)
    stage.work()

    nils.goto(question)
    expect(nils.locator(".answer")).to_have_count(0)
    amir.goto(question)
    expect(amir.locator(".answer .ribbon--warning")).to_contain_text("Hidden")
    amir.goto("/inbox")
    expect(amir.locator("main")).to_contain_text("No advertising here, please.")
    assert any("No advertising here" in letter.get_body(("plain",)).get_content()
               for letter in stage.letters("amir@journeys.example.org"))  # fmt: skip
