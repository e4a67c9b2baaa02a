"""A reader picks what the steps of a case are shown for: what is for others goes, the numbers stay, the browser remembers."""

import pytest
from playwright.sync_api import expect

from portal.cases import actions
from portal.core.db import db

pytestmark = [pytest.mark.browser, pytest.mark.one_database]

STEPS = (
    "Open the app.",
    "::: only Android 5\nLet it run in the background.\n:::",
    "Set the clock.\n\n::: only android 5\nUnder System.\n:::\n\n::: only iOS\nUnder General.\n:::",
    "Try again.",
)


@pytest.fixture(scope="module")
def addresses(stage):
    """Two cases of one product, one of another that knows the same readers."""
    fields = {"kind": "common_issue", "language": "en", "steps": STEPS, "topics": ("app",)}
    products = ("Readers' app", "Readers' app", "Another thing")
    with stage.inside():
        made = []
        for number, product in enumerate(products, 1):
            more = {"title": f"Parts for some readers, number {number}", "applies_to": (product, "", "")}
            made.append(actions.publish(stage.cast.ada, actions.write(stage.cast.ada, **fields, **more).id))
        db.session.commit()
        return [f"/cases/{case.id}/{case.slug}" for case in made]


def test_it_works(visit, script, addresses):
    page = visit()
    page.goto(addresses[0])
    steps = page.locator("#steps ol > li")
    note = page.get_by_text("What is meant for others is hidden.")
    expect(page.get_by_text("Under General.")).to_be_visible()
    expect(note).to_be_hidden()
    if script:
        steps.nth(0).get_by_role("checkbox").check()
        expect(page.get_by_text("1 / 4")).to_be_visible()
    page.get_by_label("iOS").check()
    expect(note).to_be_visible()
    expect(steps.nth(1)).to_be_hidden()
    expect(page.get_by_text("Under System.")).to_be_hidden()
    expect(page.get_by_text("Under General.")).to_be_visible()
    assert [steps.nth(place).evaluate("step => step.value") for place in (0, 2, 3)] == [1, 3, 4]
    if script:
        expect(page.get_by_text("1 / 3")).to_be_visible()
        expect(page).to_have_url(f"{page.url.split('?')[0]}?for=iOS")
    else:
        page.get_by_role("button", name="Show", exact=True).click()
        expect(page).to_have_url(f"{page.url.split('?')[0]}?for=iOS")
        expect(page.get_by_label("iOS")).to_be_checked()
        expect(steps.nth(1)).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.get_by_text("Show the steps for")).to_be_visible()
    expect(page.get_by_label("Android 5")).to_be_hidden()
    expect(page.get_by_text("Under System.")).to_be_hidden()
    page.emulate_media(media="screen")
    page.goto(f"{addresses[0]}?for=iOS#step-2")
    expect(
        page.get_by_text("Let it run in the background.")
    ).to_be_visible()  # an address leads to a step that is there


def test_the_browser_remembers(visit, script, addresses):
    page = visit()
    page.goto(addresses[0])
    page.get_by_label("Android 5").check()
    page.goto(addresses[1])
    picked = page.get_by_label("Android 5" if script else "everybody")
    expect(picked).to_be_checked()
    expect(page.get_by_text("Under General.")).to_be_visible(visible=not script)
    page.goto(f"{addresses[1]}?for=iOS")
    expect(page.get_by_label("iOS")).to_be_checked()  # what an address asks for goes before
    page.goto(addresses[2])
    expect(page.get_by_label("everybody")).to_be_checked()
    page.goto(addresses[1])
    page.get_by_label("everybody").check()
    page.goto(addresses[0])
    expect(page.get_by_label("everybody")).to_be_checked()
