"""``wiring.py`` is merged by many hands: a key that stands twice would silently lose what the first one said."""

import ast
from collections import Counter

import pytest

from tests.house import sources

pytestmark = pytest.mark.one_database


def doubled(source: str) -> list[str]:
    tables = [node for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Dict)]
    keys = [Counter(ast.unparse(key) for key in table.keys if key is not None) for table in tables]
    return [key for table in keys for key, count in table.items() if count > 1]


def test_no_key_stands_twice():
    page = next(path for path in sources.python_files() if sources.name(path) == "portal/wiring.py")
    assert doubled(page.read_text()) == []


def test_a_doubled_key_is_found():
    assert doubled("A = {b.C: (), b.D: (), b.C: (x,)}") == ["b.C"]
