"""Reading the text of a search field."""

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from search_index.query import MOST_PIECES, Span, parse

from .corpus import HOSTILE

NOW = datetime(2024, 6, 1, tzinfo=UTC)


def test_it_works():
    parsed = parse('карта "не работает" -бонус [моя тема] is:case lang:uk accepted:no score:>3 user:@Carla', NOW)
    assert (parsed.words, parsed.phrases, parsed.without) == ("карта", ["не работает"], ["бонус"])
    assert (parsed.topics, parsed.kinds, parsed.language) == (["моя-тема"], ["case"], "uk")
    assert (parsed.accepted, parsed.score, parsed.author) == (False, Span(4), "carla")


@pytest.mark.parametrize(
    ("text", "span"),
    [("answers:0", Span(0, 0)), ("answers:>=2", Span(2)), ("answers:<5", Span(None, 4)), ("answers:=1", Span(1, 1))],
)
def test_numbers(text, span):
    assert parse(text, NOW).answers == span


def test_ages_and_days():
    young = parse("created:<1w", NOW).created
    assert young.holds(NOW.timestamp())
    assert not young.holds(NOW.timestamp() - 8 * 86_400)
    day = parse("created:2024-05-01", NOW).created
    assert day.holds(datetime(2024, 5, 1, 13, tzinfo=UTC).timestamp())
    assert not day.holds(datetime(2024, 5, 2, tzinfo=UTC).timestamp())


@pytest.mark.parametrize(
    "text", ["is:banana", "lang:xx", "score:>x", "created:2024-13-45", "http://example.com", "a:b", "answers:"]
)
def test_wrong_syntax_is_searched_as_words(text):
    parsed = parse(text, NOW)
    assert parsed.words == text
    assert not parsed.filters


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_is_read(text):
    parsed = parse(text, NOW)
    assert len(parsed.words.split()) <= MOST_PIECES


@given(st.text())
def test_any_text_is_read(text):
    parse(text, NOW)
