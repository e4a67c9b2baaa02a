"""Where the real data for tests lies: beside the checkout, or where PORTAL_TEST_DATA says."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent


def real_data(*parts: str) -> Path:
    """Path of a file or folder of the shared data; skips the test, saying why, when it is not there."""
    base = Path(os.environ.get("PORTAL_TEST_DATA") or ROOT.parent / "shared" / "data")
    path = base.joinpath(*parts)
    if not path.exists():
        pytest.skip(f"no real data at {path} (set PORTAL_TEST_DATA)", allow_module_level=True)
    return path
