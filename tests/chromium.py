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
# Debian has one Chromium in two forms. The shell is what runs without a window: a page costs it a third of the CPU time,
# because no window of a browser is made around it.
NAMES = ("chromium-headless-shell", "chromium", "chromium-browser")


def chromium_path() -> str | None:
    """The binary: PORTAL_CHROMIUM, or the first of ``NAMES`` in /usr/bin or on the search path."""
    named = os.environ.get("PORTAL_CHROMIUM")
    if named:
        return named if os.access(named, os.X_OK) else None
    found = (path for name in NAMES for path in (f"/usr/bin/{name}", shutil.which(name)) if path)
    return next((path for path in found if os.access(path, os.X_OK)), None)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """One Chromium for the whole run; each test opens its own context and closes it."""
    path = chromium_path()
    if path is None:
        reason = f"no Chromium at PORTAL_CHROMIUM, in /usr/bin or on the search path: {', '.join(NAMES)}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path, args=FLAGS)
        yield opened
        opened.close()
