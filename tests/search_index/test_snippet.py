"""Snippets mark by word form and never make HTML."""

from hypothesis import given, settings
from hypothesis import strategies as st

from search_index.snippet import query_keys, snippet


def marked(segments):
    return [piece for piece, match in segments if match]


def test_it_works():
    segments = snippet("Потерял бонусную карту в магазине.", query_keys("карты"), "ru")
    assert marked(segments) == ["карту"]
    assert "".join(piece for piece, _ in segments) == "Потерял бонусную карту в магазине."


def test_the_window_moves_to_the_words():
    text = "Слова ни о чём. " * 100 + "Тут нужная картка клієнта. " + "И снова ни о чём. " * 100
    segments = snippet(text, query_keys("картки"), "uk", length=120)
    assert marked(segments) == ["картка"]
    assert segments[0] == ("…", False) == segments[-1]
    assert len("".join(piece for piece, _ in segments)) <= 122


def test_markup_stays_text():
    segments = snippet("<b>карта</b>", query_keys("карта"), "ru")
    assert "".join(piece for piece, _ in segments) == "<b>карта</b>"


def test_nothing_gives_nothing():
    assert snippet("", query_keys("карта")) == []


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=300), st.text(max_size=30), st.integers(1, 100))
def test_any_text_is_cut_within_bounds(text, query, length):
    pieces = [piece for piece, _ in snippet(text, query_keys(query), length=length)]
    assert all(pieces)
    assert len("".join(pieces)) <= length + 2
