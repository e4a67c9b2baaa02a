"""What is dear to make and the same for everybody is made once for a run, by whichever process needs it first. The folder
of the run is in ``PORTAL_TEST_RUN``: ``tests/conftest.py`` makes it and takes it away."""

import fcntl
import os
from collections.abc import Callable
from pathlib import Path


def once(name: str, build: Callable[[Path], object]) -> Path:
    """A folder that ``build(folder)`` filled; others wait for that. It is to be copied, not to be written into."""
    root = Path(os.environ["PORTAL_TEST_RUN"])
    folder, done = root / name, root / f"{name}.done"
    with (root / f"{name}.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not done.exists():
            folder.mkdir()
            build(folder)
            done.touch()
    return folder
