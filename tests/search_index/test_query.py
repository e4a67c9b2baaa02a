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
    assert (parsed.topics, parsed.kinds, parsed.languages) == (["моя-тема"], ["case"], ["uk"])
    assert (parsed.accepted, parsed.score, parsed.authors) == (False, Span(4), ["carla"])


@pytest.mark.parametrize(
    ("text", "span"),
    [
        ("answers:0", Span(0, 0)),
        ("answers:>=2", Span(2)),
        ("answers:<5", Span(None, 4)),
        ("answers:=1", Span(1, 1)),
        ("answers:2..5", Span(2, 5)),
        ("answers:2..", Span(2)),
        ("answers:..5", Span(None, 5)),
        ("відповідей:0", Span(0, 0)),
    ],
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


def utc(*day):
    return datetime(*day, tzinfo=UTC).timestamp()


@pytest.mark.parametrize(
    ("text", "first", "after"),
    [("2024", utc(2024, 1, 1), utc(2025, 1, 1)), ("2024-12", utc(2024, 12, 1), utc(2025, 1, 1)),
     ("2024-01-01..2024-06-30", utc(2024, 1, 1), utc(2024, 7, 1)), ("2023..2024-02", utc(2023, 1, 1), utc(2024, 3, 1)),
     ("=2024-02-29", utc(2024, 2, 29), utc(2024, 3, 1)), ("9999", utc(9999, 1, 1), None),
     ("2024-05..", utc(2024, 5, 1), None), ("..2024-05", None, utc(2024, 6, 1)),
     ("<1г", NOW.timestamp() - 365 * 86_400, None), (">2т", None, NOW.timestamp() - 14 * 86_400 + 1)],
)  # fmt: skip
def test_times(text, first, after):
    span = parse(f"created:{text}", NOW).created
    if text == "9999":  # the year after has no date: searched as words
        assert span is None
        return
    assert span == (first, after if after is None else after - 1)


@pytest.mark.parametrize(
    ("text", "words"),
    [("git commit --amend", "git commit --amend"), ("rm -r", "rm -r"), ("ошибка -1001", "ошибка -1001"),
     ("wi-fi -work", "wi-fi"), ("-карта", "карта"), ('-"моя карта"', "моя карта"), ("- карта", "- карта")],
)  # fmt: skip
def test_a_minus_takes_away_only_where_something_is_left(text, words):
    assert parse(text, NOW).words == words


def test_what_is_taken_away():
    parsed = parse('бонус -карта -"моя карта" -[old topic]', NOW)
    assert (parsed.without, parsed.without_phrases, parsed.without_topics) == (["карта"], ["моя карта"], ["old-topic"])


def test_values_in_quotation_marks():
    parsed = parse('user:"Olena Petrenko" автор:@ada', NOW)
    assert parsed.authors == ["olena-petrenko", "ada"]
    odd = parse('ошибка:"нет сети"', NOW)
    assert (odd.words, odd.phrases) == ("ошибка", ["нет сети"])


@pytest.mark.parametrize(
    ("text", "kinds", "states"),
    [("is:questions", ["question"], []), ("тип:рішення", ["case"], []), ("is:solved", [], ["accepted"]),
     ("status:needs-information", [], ["needs_information"]), ("статус:отклонён", [], ["declined"]), ("стан:заплановано", [], ["planned"])],
)  # fmt: skip
def test_kinds_and_states_in_words(text, kinds, states):
    parsed = parse(text, NOW)
    assert (parsed.kinds, parsed.states) == (kinds, states)


@pytest.mark.parametrize(
    "text",
    [
        "is:banana",
        "status:banana",
        "created:2024-06-30...",
        "created:..",
        "score:..",
        "user:",
        "lang:",
        "lang:xx",
        "score:>x",
        "created:2024-13-45",
        "http://example.com",
        "a:b",
        "answers:",
    ],
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
