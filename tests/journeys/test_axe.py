"""axe finds nothing on any type of page, in three languages, in light on a wide screen and in dark on a phone."""

import re
from itertools import cycle

import pytest
from playwright.sync_api import expect
from sqlalchemy import update

from portal.accounts.models import Person
from portal.core.db import db
from portal.search.journal import journal
from tests import cast as casting
from tests.journeys import pages, readiness, steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]
TURNS = {"light": ("en", "ru", "uk"), "dark": ("ru", "uk", "en"), "other": ("uk", "en", "ru")}
MAIN = {
    "guest": {"home.index", "questions.thread", "search.results", "cases.show", "ideas.index", "accounts.sign_in"},
    "carla": {"questions.thread", "questions.ask", "accounts.settings", "notifications.inbox"},
    "stella": {"moderation.queue", "cases.edit", "accounts.people"},
}
# Small pages made of parts that others have: the first on a wide screen only, the next on a phone only, and so on.
ONE_SIZE = ("search.confirm_solved", "search.save_form", "search.edit_pin", "search.rename_search",
            "search.edit_synonym", "search.add_synonym")  # fmt: skip
SCREENS = {"light": {"width": 1280, "height": 900}, "dark": {"width": 360, "height": 740}}


@pytest.fixture(scope="module")
def known(stage, browser):
    """What the addresses stand for; makes what the demo community has not: a question edited by another, a flag."""
    with browser.new_context(base_url=stage.address) as context:
        page = context.new_page()
        readiness.watch(page)
        context.add_cookies([stage.cookie(stage.cast.carla)])
        own = steps.ask(page, "How does every page look to everybody", "With **bold** words and `code` in it.")
        for words in ("бонусы", "qwxzvkj"):  # something for Search health; the team's own do not count
            page.goto(f"/search?q={words}")
        context.add_cookies([stage.cookie(stage.cast.stella)])
        page.goto(own)
        page.locator("#question").get_by_role("link", name="Edit", exact=True).click()
        page.locator("#body").fill("With **bold** words, `code` and a list:\n\n- one\n- two")
        page.get_by_role("button", name="Save the change").click()
        page.wait_for_url(own)
        page.goto("/flag/answer/1")
        page.get_by_role("radio").first.check()
        page.get_by_role("button", name="Send the flag").click()
        expect(page.locator("main")).to_contain_text("Thank you")
    journal.flush(stage.app)
    return pages.names(stage, int(re.search(r"/questions/(\d+)", own).group(1))) | pages.teach(stage)


def test_every_page_has_its_place(stage):
    """A new page must be named in ``pages.py``: a page, or not one."""
    listed = {endpoint for each in pages.PAGES.values() for endpoint in each} - {"error"}
    there = {rule.endpoint for rule in stage.app.url_map.iter_rules() if "GET" in rule.methods}
    assert there - listed - pages.NO_PAGES == set()
    assert (listed | pages.NO_PAGES) - there == set()


@pytest.fixture
def any_language(stage):
    """The cast reads what the cookie says, as guests do."""

    def choose(code):
        with stage.inside():
            mine = Person.id.in_([getattr(stage.cast, name).id for name in casting.ROLES])
            db.session.execute(update(Person).where(mine).values(language=code))
            db.session.commit()

    choose("")
    yield
    choose("en")


class Looking:
    """Opens pages of one person on one screen and gathers what is wrong with them."""

    def __init__(self, stage, context, who, width):
        self.stage, self.context, self.width, self.found = stage, context, width, []
        if who != "guest":
            context.add_cookies([stage.cookie(getattr(stage.cast, who))])
        self.page = context.new_page()
        readiness.watch(self.page)

    def at(self, address, language, *, error=False):
        from axe_playwright_python.sync_playwright import Axe

        self.context.add_cookies([{"name": "language", "value": language, "url": self.stage.address}])
        answer = self.page.goto(address)
        readiness.ready(self.page)  # with what scripts add
        place = (address, language)
        if (answer.status >= 400) != error:
            self.found.append((*place, answer.status))
        if self.page.evaluate("document.documentElement.lang") != language:
            self.found.append((*place, "another language"))
        if self.page.evaluate("document.documentElement.scrollWidth") > self.width:
            self.found.append((*place, "wider than the screen"))
        for each in Axe().run(self.page).response["violations"]:
            self.found.append((*place, each["id"], [node["target"] for node in each["nodes"]][:3]))

    def nothing(self):
        assert not self.found, "\n".join(str(each) for each in self.found)


def left_out(endpoint: str, theme: str) -> bool:
    return endpoint in ONE_SIZE and (ONE_SIZE.index(endpoint) % 2 == 0) != (theme == "light")


@pytest.mark.parametrize("theme", SCREENS)
@pytest.mark.parametrize("who", pages.PAGES)
def test_axe_finds_nothing(stage, browser, known, any_language, who, theme):
    """The languages take turns, so that each page is seen in two of the three."""
    screen = SCREENS[theme]
    with browser.new_context(base_url=stage.address, viewport=screen, color_scheme=theme) as context:
        looking, turns = Looking(stage, context, who, screen["width"]), cycle(TURNS[theme])
        for endpoint, addresses in pages.PAGES[who].items():
            language = next(turns)
            for address in () if left_out(endpoint, theme) else addresses:
                looking.at(address.format(**known), language, error=endpoint == "error")
        looking.nothing()


@pytest.mark.parametrize("theme", SCREENS)
def test_main_pages_the_other_way_round(stage, browser, known, any_language, theme):
    """Light on a phone and dark on a wide screen, in the languages that are left."""
    screen = SCREENS["dark" if theme == "light" else "light"]
    for who, endpoints in MAIN.items():
        with browser.new_context(base_url=stage.address, viewport=screen, color_scheme=theme) as context:
            looking, turns = Looking(stage, context, who, screen["width"]), cycle(TURNS["other"])
            for endpoint, addresses in pages.PAGES[who].items():
                language = next(turns)
                if endpoint in endpoints:
                    looking.at(addresses[0].format(**known), language)
            looking.nothing()
