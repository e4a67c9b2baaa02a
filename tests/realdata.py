"""Where the real data for tests lies: beside the checkout, or where PORTAL_TEST_DATA says. Where it is missing, tests skip
and say so; under CI they fail, so that a green run means they were run."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def real_data(*parts: str) -> Path:
    """Path of a file or folder of the shared data; when it is not there the test skips, or fails, saying why."""
    base = Path(os.environ.get("PORTAL_TEST_DATA") or ROOT.parent / "shared" / "data")
    path = base.joinpath(*parts)
    if not path.exists():
        reason = f"no real data at {path} (set PORTAL_TEST_DATA)"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason, allow_module_level=True)
    return path
