"""A case is translated and published; a reader of that language meets it. A step is ticked off and its link copied."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_it_works(visit, stage, script):
    code, name = ("uk", "Українська") if script else ("en", "English")
    line = "Це рішення українською:" if script else "This case in English:"
    title = "Рішення про картку та кілька слів" if script else "A case about the card, in some words"
    stella, guest = visit(stage.cast.stella), visit()
    with stage.inside():
        from portal.cases.models import Case
        from portal.core.db import db

        query = db.select(Case).where(Case.language == "ru", Case.original_id.is_(None)).order_by(Case.id)
        original = f"/cases/{db.session.scalars(query).first().id}"
    stella.goto(original + "/translations")
    stella.get_by_role("link", name=f"Translate: {name}").click()
    expect(stella.locator(".translate__source").first).to_be_visible()
    stella.get_by_label("Title", exact=True).fill(title)
    stella.get_by_label("Steps", exact=True).fill("1. One step\n2. Another step")
    stella.get_by_role("button", name="Save the draft").click()
    expect(stella.locator("h1")).to_have_text(title)
    guest.context.add_cookies([{"name": "language", "value": code, "url": stage.address}])
    guest.goto(original)
    expect(guest.locator(".tongue")).to_have_count(0)
    stella.get_by_role("button", name="Publish").click()
    expect(stella.locator(".tongues")).to_contain_text(name)
    guest.goto(original)
    expect(guest.locator(".tongue")).to_contain_text(line)
    guest.locator(".tongue a").click()
    expect(guest.locator("h1")).to_have_text(title)


@pytest.mark.parametrize("script", [True], indirect=True)
def test_steps_are_ticked_off_and_linked(visit, stage):
    guest = visit(permissions=["clipboard-read", "clipboard-write"])
    guest.goto("/cases/1")
    tick = guest.get_by_role("checkbox").nth(1)
    tick.check()
    guest.reload()
    expect(guest.get_by_role("checkbox").nth(1)).to_be_checked()
    expect(guest.get_by_role("checkbox").nth(0)).not_to_be_checked()
    guest.get_by_role("button", name="Copy the link to step 2").click()
    expect(guest.locator("#step-2 [role=status]")).to_have_text("Copied")
    address = guest.evaluate("navigator.clipboard.readText()")
    assert address.endswith("#step-2")
    guest.goto(address)
    expect(guest.locator("#step-2")).to_be_in_viewport()


@pytest.mark.parametrize("script", [False], indirect=True)
def test_without_script_the_link_stays(visit, stage):
    guest = visit()
    guest.goto("/cases/1")
    guest.get_by_role("link", name="Link to step 2").click()
    assert guest.url.endswith("#step-2")
    guest.get_by_role("link", name="What is about the same").click()
    expect(guest.locator("h1")).to_have_text("Related")


def test_on_paper(visit, stage):
    """The article with what it applies to; nothing that can only be pressed."""
    guest = visit()
    guest.goto("/cases/1")
    guest.emulate_media(media="print")
    for shown in ("h1", "#steps", ".applies"):
        expect(guest.locator(shown)).to_be_visible()
    for gone in (".bar", ".foot", ".helped", ".tick", ".anchor", ".steps__done"):
        for each in guest.locator(gone).all():
            expect(each).to_be_hidden()
