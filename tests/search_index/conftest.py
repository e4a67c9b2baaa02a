"""Each engine in turn, holding the small desk of `corpus.py`; files with other needs make their own."""

import pytest

from search_index.engine import open_engine

from .corpus import DESK, ENGINES


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    opened = open_engine(request.param, tmp_path)
    opened.rebuild(DESK)
    return opened
