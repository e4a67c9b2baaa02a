"""A live portal and people who visit it in a real browser, each journey with script and without."""

import shutil

import pytest
from playwright.sync_api import expect

from portal.search import engine as search_engine
from tests import fresh
from tests.journeys import readiness
from tests.journeys.stage import Stage, furnish
from tests.once import once

# Milliseconds. Generous, because a journey shares two cores with the rest of the suite; nothing here measures speed.
PATIENCE = 30_000
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def stage(tmp_path_factory):
    """One portal for all journeys; each writes texts of its own."""
    folder = tmp_path_factory.mktemp("stage")
    shutil.copytree(once("furnished", furnish), folder, dirs_exist_ok=True)
    stage = Stage(folder)
    yield stage
    stage.close()


@pytest.fixture(autouse=True, scope="module")
def own_memory(stage):
    """What is one for a process is the stage's again: the files before had an engine and readers of theirs. Before
    anything else of the file, as its own fixtures publish and search too."""
    fresh.forget(stage.app)
    search_engine._patience[:] = []  # a busy machine is no slow index


@pytest.fixture(params=[True, False], ids=["script", "without-script"])
def script(request) -> bool:
    return request.param


@pytest.fixture
def visit(browser, stage, script):
    """``visit(actor)`` -> a page of a browser of their own. At the end nothing may have gone wrong behind the page:
    no 5xx, no error of a script, nothing refused by the content policy."""
    contexts, troubles = [], []

    def note(message):
        if message.type == "error" and "Failed to load resource" not in message.text:
            troubles.append(message.text)

    def make(actor=None, **options):
        options = {"java_script_enabled": script, "viewport": {"width": 1280, "height": 900}} | options
        context = browser.new_context(base_url=stage.address, **options)
        contexts.append(context)
        context.set_default_timeout(PATIENCE)
        context.add_cookies([{"name": "language", "value": "en", "url": stage.address}])
        if actor is not None:
            context.add_cookies([stage.cookie(actor)])
        page = context.new_page()
        if options["java_script_enabled"]:
            readiness.watch(page)
        page.on("console", note)
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("response", lambda answer: answer.status >= 500 and troubles.append(f"{answer.status} {answer.url}"))
        return page

    yield make
    for context in contexts:
        context.close()
    assert troubles == []
