"""How lists and words that stand in one column are read from SQLite."""

import json

import pytest

from portal.core.db import engine_options

read = engine_options("sqlite://")["json_deserializer"]


@pytest.mark.parametrize(
    "text", ["[]", '["topic-3", "ї"]', '{"en": "Cards"}', "null", "1.5", ' ["white space"] ', '"\\u0451"']
)
def test_it_reads_what_json_reads(text):
    assert read(text) == json.loads(text)


@pytest.mark.parametrize("text", ["", "[1] 2", "[1", "nothing"])
def test_it_refuses_what_json_refuses(text):
    with pytest.raises(ValueError):
        read(text)
