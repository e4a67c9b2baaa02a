"""An answer becomes a case, and the next search finds it."""

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    word = "turquoise" if script else "vermilion"
    carla, amir, stella, guest = (visit(who) for who in (stage.cast.carla, stage.cast.amir, stage.cast.stella, None))
    question = steps.ask(carla, f"The till shows a {word} light", "What does this light want to tell me?")
    steps.answer(amir, question, f"A {word} light: the till has no paper. Open the lid and put in a new roll.")

    stella.goto(question)
    steps.more(stella, stella.locator(".answer").first, "Make a case of this")
    expect(stella.get_by_label("Title")).to_have_value(f"The till shows a {word} light")
    stella.get_by_label("Title").fill(f"{word.capitalize()} light on the till: put in paper")
    stella.get_by_role("button", name="Save the draft").click()
    guest.goto(f"/search?q={word}")
    expect(guest.get_by_role("link", name="put in paper")).to_have_count(0)
    stella.get_by_role("button", name="Publish").click()
    expect(stella.locator("main")).to_contain_text("Where it comes from")
    stage.work()

    guest.goto("/")
    guest.locator("main input[type=search]").first.fill(f"{word} lights")
    guest.keyboard.press("Enter")
    guest.wait_for_url("**/search?*")
    guest.get_by_role("link", name="put in paper").first.click()
    expect(guest.locator(".case__sources, main").last).to_contain_text("Amir")
    guest.locator("#sources").get_by_role("link", name=f"The till shows a {word} light").click()
    expect(guest.locator(".ribbon--good")).to_contain_text("put in paper")

    amir.goto("/inbox")
    expect(amir.locator("main")).to_contain_text(f"{word.capitalize()} light on the till: put in paper")
