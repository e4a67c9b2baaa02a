import os
import re
import shutil
import subprocess
import sys
from functools import partial
from pathlib import Path

import pytest

from portal.core import doctor
from tests.importers import dumps, folders
from tests.promises import servers

ROOT = Path(__file__).resolve().parents[2]
MEASURED = """
import re, resource, sys
from portal.cli import portal
try:
    portal(sys.argv[1:])
finally:
    # VmHWM, not ru_maxrss: the latter remembers what the process was before it became this one.
    peak = re.search(r"VmHWM:\\s+(\\d+) kB", open("/proc/self/status").read())
    used = resource.getrusage(resource.RUSAGE_SELF)
    print("MEASURED", int(peak.group(1)) // 1024, round(used.ru_utime + used.ru_stime, 1), file=sys.stderr)
"""


def command(data, *words):
    """Runs a command over a data folder; gives the process, MiB and CPU seconds."""
    clean = {key: value for key, value in os.environ.items() if not key.startswith(("PORTAL_", "DATABASE_", "SEARCH_"))}
    environment = clean | {"PORTAL_DATA_DIR": str(data), "PORTAL_LOG_LEVEL": "error", "PYTHONPATH": str(ROOT)}
    done = subprocess.run(
        [sys.executable, "-c", MEASURED, *map(str, words)], env=environment, cwd=data.parent, capture_output=True, text=True, timeout=300
    )  # fmt: skip
    memory, seconds = re.search(r"MEASURED (\d+) ([\d.]+)", done.stderr).groups()
    return done, int(memory), float(seconds)


@pytest.fixture
def portal(tmp_path):
    """``portal(*words)`` runs a command over a data folder of this test, whose SQLite file is empty and of today."""
    return partial(command, shutil.copytree(servers.migrated(), tmp_path / "data"))


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
