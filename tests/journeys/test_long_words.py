"""A word longer than a phone is wide breaks; it does not push the page sideways."""

import pytest

from tests.journeys import steps

pytestmark = [pytest.mark.browser, pytest.mark.one_database]
WORD = "Достопримечательнорасположенныймагазинпродуктоввысокогорный"


@pytest.fixture
def script():
    return True


def test_no_page_is_pushed_sideways(stage, visit):
    page = visit(stage.cast.nils, viewport={"width": 360, "height": 740})
    own = steps.ask(page, f"{WORD}: бонусы", f"{WORD * 3}\n\n> {WORD * 2}\n\n`{WORD}`")
    stage.work()
    person = stage.cast.nils.id
    for address in (
        own,
        f"/search/similar?title={WORD}",
        "/questions",
        f"/people/{person}/questions",
        f"/search?q={WORD}",
    ):
        page.goto(address)
        page.get_by_text(WORD[:20]).first.wait_for(state="attached")
        assert page.evaluate("document.documentElement.scrollWidth") <= 360, address
