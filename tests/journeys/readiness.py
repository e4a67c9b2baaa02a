"""A page with script is ready when ``static/js/main.js`` says so: before that a click does what it does without script."""

from playwright.sync_api import Page, expect

WAITING = "html:has(script[type=module]):not([data-ready])"


def watch(page: Page) -> None:
    """Whatever is done with a locator of this page, or expected of one, first waits until the page is ready."""
    page.add_locator_handler(page.locator(WAITING), lambda _there: None)


def ready(page: Page) -> None:
    """For the keyboard and for ``evaluate``, which no locator watches. Returns at once on a page without script."""
    expect(page.locator("html")).to_be_attached()
