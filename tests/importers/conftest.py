import pytest

from portal.core import doctor
from tests.importers import dumps, folders


@pytest.fixture
def dump(tmp_path, app):
    """``dump(Posts=[…])`` imports these files from one folder; files of earlier calls stay there."""

    def bring(site="cards-site", **files):
        return dumps.bring(dumps.write(tmp_path / "dump", **files), site=site)

    return bring


@pytest.fixture
def healthy(app):
    """Every number counted again; the outbox is not worked off here, so the index is on its way."""

    def check():
        found = {name: list(check()) for name, check in doctor._checks.items() if name != "files"}
        return {name: lines for name, lines in found.items() if lines}

    return check


@pytest.fixture
def pages(tmp_path, app):
    """``pages({path: text}, …)`` imports one folder; files of earlier calls stay there."""

    def bring(files=None, **options):
        return folders.bring(folders.write(tmp_path / "pages", files or {}), **options)

    return bring
