"""Pressing twice, and sending again after going back, make one post."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    question = steps.ask(visit(stage.cast.carla), f"How often was this sent {script}", "Once, I hope very much.")
    page = visit(stage.cast.amir)
    page.goto(question)
    page.locator("#your-answer textarea").fill("Exactly once, however often one presses.")
    page.locator("#your-answer").get_by_role("button", name="Post your answer").dblclick(no_wait_after=True)
    page.wait_for_url("**#answer-*")
    expect(page.locator(".answer")).to_have_count(1)


def test_back_and_again(visit, stage, script):
    question = steps.ask(visit(stage.cast.carla), f"What if one goes back {script}", "And presses the button again.")
    page = visit(stage.cast.amir)
    address = steps.answer(page, question, "Then the first answer is shown.")
    page.go_back()
    field = page.locator("#your-answer textarea")
    if not field.input_value():
        field.fill("Then the first answer is shown.")
    page.locator("#your-answer").get_by_role("button", name="Post your answer").click()
    page.wait_for_url(address)
    expect(page.locator(".answer")).to_have_count(1)
