"""What several journeys do on the way, as a person does it: with the buttons of the page."""

import re

from playwright.sync_api import Page, expect


def ask(page: Page, title: str, body: str, topics: str = "Bonus points") -> str:
    """Ask a question; returns its address."""
    page.goto("/questions/ask")
    page.get_by_label("Title").fill(title)
    page.locator("#body").fill(body)
    choose_topics(page, topics)
    page.get_by_role("button", name="Post the question").click()
    anyway = page.get_by_role("button", name="Post my question anyway")
    arrived = page.get_by_role("heading", level=1, name=title)
    expect(anyway.or_(arrived)).to_be_visible()
    if anyway.count():
        anyway.click()
    expect(arrived).to_be_visible()
    return page.url


def choose_topics(page: Page, topics: str) -> None:
    """With script the field makes chips of what is typed; without, it is a plain field."""
    field = page.locator("[data-picker] input").last
    field.fill(topics)
    field.press("Tab")


def answer(page: Page, address: str, body: str) -> str:
    """Answer a question; returns the address of the answer."""
    page.goto(address)
    page.locator("#your-answer textarea").fill(body)
    page.locator("#your-answer").get_by_role("button", name="Post your answer").click()
    page.wait_for_url("**#answer-*")
    return page.url


def more(page: Page, within, words: str) -> None:
    """An entry behind the "more" button of a post."""
    within.locator("summary", has_text="More actions").click()
    within.get_by_role("link", name=words).or_(within.get_by_role("button", name=words)).click()


def unsubscribe_address(letter) -> str:
    """What a mail program opens for its button, as a person would see it."""
    found = re.search(r"<(https?://[^>]+)>", str(letter["List-Unsubscribe"]))
    assert found
    return found.group(1)
