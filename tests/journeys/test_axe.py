"""axe finds nothing on any type of page, in light on a wide screen and in dark on a phone."""

import re

import pytest

from tests.journeys import pages, steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]
SCREENS = {"light": {"width": 1280, "height": 900}, "dark": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def known(stage, browser):
    """What the addresses stand for; makes what the demo community has not: a question edited by another, a flag."""
    with browser.new_context(base_url=stage.address) as context:
        page = context.new_page()
        context.add_cookies([stage.cookie(stage.cast.carla)])
        own = steps.ask(page, "How does every page look to everybody", "With **bold** words and `code` in it.")
        context.add_cookies([stage.cookie(stage.cast.stella)])
        page.goto(own)
        page.locator("#question").get_by_role("link", name="Edit", exact=True).click()
        page.locator("#body").fill("With **bold** words, `code` and a list:\n\n- one\n- two")
        page.get_by_role("button", name="Save the change").click()
        page.wait_for_url(own)
        page.goto("/flag/answer/1")
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Send the flag").click()
        page.wait_for_load_state()
    return pages.names(stage, int(re.search(r"/questions/(\d+)", own).group(1)))


def test_every_page_has_its_place(stage):
    """A new page must be named in ``pages.py``: a page, or not one."""
    listed = {endpoint for each in pages.PAGES.values() for endpoint in each} - {"error"}
    there = {rule.endpoint for rule in stage.app.url_map.iter_rules() if "GET" in rule.methods}
    assert there - listed - pages.NO_PAGES == set()
    assert (listed | pages.NO_PAGES) - there == set()


@pytest.mark.parametrize("theme", SCREENS)
@pytest.mark.parametrize("who", pages.PAGES)
def test_axe_finds_nothing(stage, browser, known, who, theme):
    from axe_playwright_python.sync_playwright import Axe

    found = []
    with browser.new_context(base_url=stage.address, viewport=SCREENS[theme], color_scheme=theme) as context:
        context.add_cookies([{"name": "language", "value": "en", "url": stage.address}])
        if who != "guest":
            context.add_cookies([stage.cookie(getattr(stage.cast, who))])
        page = context.new_page()
        for endpoint, addresses in pages.PAGES[who].items():
            for address in (each.format(**known) for each in addresses):
                answer = page.goto(address)
                page.wait_for_timeout(150)  # for what scripts add
                if (answer.status >= 400) != (endpoint == "error"):
                    found.append((address, answer.status))
                if page.evaluate("document.documentElement.scrollWidth") > SCREENS[theme]["width"]:
                    found.append((address, "wider than the screen"))
                for each in Axe().run(page).response["violations"]:
                    found.append((address, each["id"], [node["target"] for node in each["nodes"]][:3]))
    assert not found, "\n".join(str(each) for each in found)
