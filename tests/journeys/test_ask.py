"""Ask with suggestions -> answer -> accept."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]
TITLE = "Points from yesterday never arrived on my card"


def test_it_works(visit, stage, script):
    title = f"{TITLE}, {'again' if script else 'sadly'}"
    carla, amir = visit(stage.cast.carla), visit(stage.cast.amir)
    carla.goto("/questions/ask")
    carla.get_by_label("Title").press_sequentially(title, delay=1)
    if script:
        shown = carla.get_by_role("region", name="What is there already")
        expect(shown.get_by_role("listitem").first).to_be_visible()
        expect(shown.get_by_role("button", name="This solved it").first).to_be_visible()
    carla.locator("#body").fill("The receipt is here, the **points** are not.")
    steps.choose_topics(carla, "Bonus points")
    carla.get_by_role("button", name="Post the question").click()
    if not script:  # with script this was seen while typing
        expect(carla.get_by_role("heading", name="Is it one of these?")).to_be_visible()
        carla.get_by_role("button", name="Post my question anyway").click()
    expect(carla.get_by_role("heading", level=1, name=title)).to_be_visible()
    expect(carla.locator("#question strong")).to_have_text("points")
    address = carla.url

    steps.answer(amir, address, "They come within a day. Look again tomorrow.")
    expect(amir.get_by_text("Accept this answer")).to_have_count(0)

    carla.goto(address)
    carla.get_by_role("button", name="Accept this answer").click()
    expect(carla.get_by_text("Accepted by the asker")).to_be_visible()
    expect(carla.locator(".question__facts")).to_contain_text("Solved")
    expect(carla.get_by_role("button", name="Accepted")).to_have_attribute("aria-pressed", "true")


def test_errors_stand_beside_their_fields(visit, stage):
    """Nothing typed is lost."""
    page = visit(stage.cast.carla)
    page.goto("/questions/ask")
    page.get_by_label("Title").fill("Why")
    page.locator("#body").fill("It is my text and it stays.")
    page.get_by_role("button", name="Post the question").click()
    expect(page.get_by_role("alert")).to_contain_text("need")
    expect(page.get_by_label("Title")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#body")).to_have_value("It is my text and it stays.")
    page.get_by_role("alert").get_by_role("link", name="Title").click()
    expect(page.get_by_label("Title")).to_be_focused()


def test_solved_by_what_was_there(visit, stage, script):
    page = visit(stage.cast.nils)
    page.goto("/questions/ask")
    page.get_by_label("Title").press_sequentially("The terminal of a partner printed ERR_3301", delay=1)
    if not script:
        page.locator("#body").fill("What does it mean? No points at all.")
        steps.choose_topics(page, "Partners")
        page.get_by_role("button", name="Post the question").click()
    page.get_by_role("button", name="This solved it").first.click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("ERR_3301")
