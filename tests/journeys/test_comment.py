"""Comment on a question and on an answer, change it, take it away."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    carla, amir = visit(stage.cast.carla), visit(stage.cast.amir)
    address = steps.ask(carla, f"What may a comment say {script}", "Comments are quiet and short.")
    steps.answer(amir, address, "Whatever helps to make the answer better.")
    amir.goto(address)
    for place, words in (("#question", "Which version is it?"), (".answer", "And kindly, of course.")):
        post = amir.locator(place)
        post.locator("summary", has_text="Add a comment").click()
        post.get_by_label("Your comment").fill(words)
        post.get_by_role("button", name="Comment", exact=True).click()
        expect(amir.locator(place).locator(".comment")).to_contain_text(words)
    amir.locator("#question .comment").get_by_role("link", name="Edit").click()
    amir.locator("#body").fill("Which version of the app is it?")
    amir.get_by_role("button", name="Save").click()
    expect(amir.locator("#question .comment")).to_contain_text("Which version of the app is it?")
    amir.locator("#question .comment").get_by_role("button", name="Delete").or_(
        amir.locator("#question .comment").get_by_role("link", name="Delete")
    ).click()
    confirm = amir.locator("main").get_by_role("button", name="Delete")
    if "/delete" in amir.url:
        confirm.click()
    expect(amir.locator("#question .comment")).to_have_count(0)
