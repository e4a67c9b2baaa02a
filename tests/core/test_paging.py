"""Cursors: ours come back, anybody else's give the first page."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from portal.core import paging

pytestmark = pytest.mark.one_database
SHAPE = (datetime, int)


def test_it_works():
    values = [datetime(2026, 5, 1, 12, tzinfo=UTC), 42]
    assert paging.decode(paging.encode(values), SHAPE) == values


@given(st.text(max_size=500))
def test_any_text_is_answered(text):
    assert paging.decode(text, SHAPE) is None or len(paging.decode(text, SHAPE)) == 2


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), st.lists, max_leaves=5))
def test_wrong_types_are_refused(value):
    found = paging.decode(paging.encode([value, value]), SHAPE)
    assert found is None or isinstance(found[0], datetime)


def test_cut_tells_whether_there_is_more():
    assert paging.cut([1, 2, 3], 2, lambda row: [row]) == paging.Page([1, 2], paging.encode([2]))
    assert paging.cut([1, 2], 2, lambda row: [row]).next == ""
