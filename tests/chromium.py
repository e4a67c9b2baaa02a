"""A real Chromium for tests: ``tests/conftest.py`` makes the fixture known to all of them. One place only: a second import
would be a second fixture, and Playwright starts but once in a process.

Where it is missing, tests skip and say so; under CI they fail, so that a green run means they were run.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from typing import Any

import pytest

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def chromium_path() -> str | None:
    """The binary: PORTAL_CHROMIUM, /usr/bin/chromium, or whatever the search path has."""
    named = os.environ.get("PORTAL_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    if os.access("/usr/bin/chromium", os.X_OK):
        return "/usr/bin/chromium"
    return shutil.which("chromium") or shutil.which("chromium-browser")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the whole run; each test opens its own context and closes it."""
    path = chromium_path()
    if path is None:
        reason = "no Chromium at PORTAL_CHROMIUM, /usr/bin/chromium or on the search path"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()
