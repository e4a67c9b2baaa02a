"""The dark palette stands twice in tokens.css, by system and by hand; the two are the same."""

import re

import pytest

from portal.paths import STATIC

pytestmark = pytest.mark.one_database


def _block(selector: str) -> dict[str, str]:
    css = (STATIC / "css" / "tokens.css").read_text()
    found = re.search(re.escape(selector) + r"\s*\{([^}]*)\}", css)
    assert found, selector
    return dict(re.findall(r"([\w-]+)\s*:\s*([^;]+);", found.group(1)))


def test_dark_is_dark_either_way():
    by_system, by_hand = _block(':root:not([data-theme="light"])'), _block(':root[data-theme="dark"]')
    assert len(by_hand) > 20
    assert by_system == by_hand


def test_dark_names_only_what_light_has():
    assert set(_block(':root[data-theme="dark"]')) - set(_block(":root")) == set()
