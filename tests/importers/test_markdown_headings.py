"""A link to a heading leads to the id that the page of the case gives it."""

import pytest

from portal.core import richtext

WORDS = [
    "Simple",
    "With `code` and *stars*",
    "Карта и «кавычки»",
    "A [link](https://x.example) in it",
    "???",
    "Long " * 40,
]


@pytest.mark.one_database
@pytest.mark.parametrize("words", WORDS)
def test_it_is_the_id_of_the_heading(words):
    assert f'id="{richtext.heading_id(words, "step-2")}"' in richtext.render(f"## {words}", anchor="step-2")
