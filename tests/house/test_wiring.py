"""Nothing is wired twice: of two lines with the same key a dictionary silently keeps the last."""

import ast

import pytest

from tests.house import sources

pytestmark = pytest.mark.one_database


def twice(tree):
    for node in ast.walk(tree):
        if isinstance(node, ast.Dict):
            keys = [ast.unparse(key) for key in node.keys if key is not None]
            yield from sorted({key for key in keys if keys.count(key) > 1})


def test_no_line_stands_twice():
    assert list(twice(sources.tree(sources.PORTAL / "wiring.py"))) == []


def test_one_that_stands_twice_is_found():
    assert list(twice(ast.parse("X = {a.B: (f,), 'q': 1, a.B: ()}"))) == ["a.B"]
