"""An empty index, topics and noise for every test of search; a Whoosh index in a folder where one is wanted."""

from email import policy
from email.parser import BytesParser

import pytest

from portal.core import mail
from portal.notifications import letters
from portal.search import engine
from tests.kept import Kept
from tests.search import stage


@pytest.fixture(autouse=True)
def empty_index(app):
    """The memory engine of the test run outlives the tables: what another test left must not be found."""
    engine.current().rebuild(())


@pytest.fixture(scope="module")
def kept_scene():
    return Kept()


@pytest.fixture
def scene(cast, kept_scene):
    """Topics and noise."""
    kept_scene.put(lambda: stage.make_scene(cast))
    return cast


@pytest.fixture(scope="module")
def kept():
    """For what a file's own tests begin from: ``kept.put(build)``, whose ``build`` makes the scene too."""
    return Kept()


@pytest.fixture
def whoosh(app, tmp_path):
    """The default engine, in a folder of this test."""
    settings = app.config["PORTAL"]
    engine.wire("whoosh:", tmp_path / "index")
    engine._patience[:] = []  # a busy machine is no slow index
    yield tmp_path / "index"
    engine.wire(settings.search_url, settings.data_dir / "index")


@pytest.fixture
def post(app, settings, scene):
    """``post()`` lets the worker do what waits and gives the letters it left."""
    folder = mail.folder(settings)
    for old in folder.glob("*.eml") if folder.exists() else ():
        old.unlink()
    letters.rest.end()

    def deliver():
        stage.settle()
        files = sorted(folder.glob("*.eml"), key=lambda each: each.stat().st_mtime_ns) if folder.exists() else []
        return [BytesParser(policy=policy.default).parsebytes(each.read_bytes()) for each in files]

    return deliver
