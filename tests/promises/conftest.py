"""Some of these tests start further applications; what is one for the whole process is put back after each."""

import pytest

from portal.search import engine


@pytest.fixture(autouse=True)
def index_of_the_suite():
    kept = list(engine._opened)
    yield
    if kept:
        engine._opened[:] = kept
