"""A case on paper: what it applies to is printed with it, the rest of the aside is not."""

import pytest
from playwright.sync_api import expect

pytestmark = [pytest.mark.browser, pytest.mark.one_database]


def test_a_case_on_paper(visit):
    page = visit()
    page.goto("/cases/1")
    page.emulate_media(media="print")
    expect(page.locator(".aside").get_by_text("Product", exact=True)).to_be_visible()
    expect(page.get_by_role("heading", name="On this page")).to_be_hidden()
    expect(page.get_by_role("banner")).to_be_hidden()
