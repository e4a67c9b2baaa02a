"""Propose -> vote -> planned -> those who wanted it are told, in the inbox and by letter."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    title = f"A {'quiet' if script else 'silent'} hour in every shop on Tuesdays"
    carla, amir, pavel = visit(stage.cast.carla), visit(stage.cast.amir), visit(stage.cast.pavel)
    carla.goto("/ideas")
    carla.locator("main").get_by_role("link", name="Propose an idea").click()
    carla.get_by_label("Title").fill(title)
    carla.locator("#body").fill("No music and dim light, for those who suffer from noise.")
    carla.get_by_role("button", name="Send the idea").click()
    arrived = carla.get_by_role("heading", level=1, name=title)
    anyway = carla.get_by_role("button", name="None of these: send my idea")
    expect(arrived.or_(anyway)).to_be_visible()
    if anyway.count():
        anyway.click()
    expect(arrived).to_be_visible()
    address = carla.url

    amir.goto(address)
    need = amir.locator(".idea-page__head button.need")
    with amir.expect_response("**/vote"):
        need.click()
    expect(need).to_have_attribute("aria-pressed", "true")
    amir.reload()
    expect(need).to_have_attribute("aria-pressed", "true")
    amir.get_by_role("button", name="Critical").click()
    expect(amir.get_by_role("button", name="Critical")).to_have_attribute("aria-pressed", "true")

    pavel.goto(address)
    pavel.get_by_role("link", name="Answer", exact=True).click()
    pavel.get_by_label("State").select_option("planned")
    pavel.locator("#reason").fill("We begin in **twelve** shops in spring.")
    pavel.get_by_role("button", name="Publish the answer").click()
    expect(pavel.locator(".verdict")).to_contain_text("twelve")
    stage.work()

    amir.goto("/")
    amir.get_by_role("link", name="Inbox").click()
    amir.get_by_role("link", name=title).first.click()
    expect(amir.locator(".verdict")).to_contain_text("Planned")
    letter = next(each for each in stage.letters("amir@journeys.example.org") if title in each.as_string() or title in
                  each.get_body(("plain",)).get_content())  # fmt: skip
    assert "twelve" in letter.get_body(("plain",)).get_content()
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"

    guest = visit()
    guest.goto(steps.unsubscribe_address(letter))
    guest.get_by_role("button", name="Stop these emails").click()
    expect(guest.get_by_role("heading", level=1, name="Stopped")).to_be_visible()
    guest.get_by_role("button", name="Undo").click()
    expect(guest.get_by_role("heading", level=1)).to_contain_text("come again")
