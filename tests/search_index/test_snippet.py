"""Snippets mark by word form and never make HTML."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index import analysis
from search_index.beginnings import BEGINNINGS, of_keys
from search_index.snippet import query_keys, snippet
from tests.bench import vocabulary


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


@pytest.mark.parametrize(
    ("language", "asked", "text"),
    [
        ("ru", "человек", "Пришли люди"), ("ru", "люди", "Нужен человек"), ("ru", "хороший принтер", "Принтер лучше"),
        ("ru", "точный", "Наиточнейший"), ("ru", "быстрый", "Побыстрее"), ("ru", "год", "Пять лет"),
        ("uk", "точний", "Найточніший"), ("uk", "їжа", "Їжу"),
        ("uk", "гра", "Чимало ігор"), ("uk", "інший", "Інша"), ("en", "user name", "getUserName"), ("ru", "чат", "Онлайн-чаты"),
        ("en", "1234", "ERR_1234"), ("ru", "ёлка", "Елки"), ("ru", "карта", "КАРТЫ"), ("ru", "карта", "Kарты"),
        ("ru", "дать", "Дал"), ("ru", "давать", "Даёт"), ("ru", "писать", "Пишу"), ("ru", "быть", "Были"), ("ru", "маленький", "Меньше"),
        ("ru", "сесть", "Сел"), ("ru", "понять", "Пойму"), ("ru", "занять", "Займёт"), ("ru", "дешевле", "Подешевле"),
        ("ru", "мало", "Поменьше"), ("uk", "зайняти", "Займе"), ("uk", "ніч", "Ночі"), ("uk", "рука", "Руці"), ("uk", "рік", "Роки"), ("en", "fly", "Flies"), ("en", "go", "Went"), ("en", "good", "Better"),
        ("uk", "хороший", "Кращі"), ("uk", "людина", "Люди"), ("uk", "йти", "Іду"), ("en", "go", "Going"),
    ],
)  # fmt: skip
def test_words_that_begin_otherwise_are_marked_too(language, asked, text):
    assert marked(snippet(text, query_keys(asked), language)), (asked, text)


def test_what_is_passed_over_by_its_beginning_would_not_match():
    """Every word of the texts we have, against each of its own keys."""
    pairs = passed = 0
    for language in ("ru", "uk", "en"):
        for written in vocabulary.of(language).words[:2500]:
            for key in analysis.token_keys(language)[written]:
                pairs += 1
                passed += BEGINNINGS[written] not in of_keys(frozenset({key}))
    assert passed / pairs < 0.003


def test_most_words_are_passed_over():
    """Or it would be for nothing."""
    wanted = of_keys(query_keys("оплата картой не прошла, card payment"))
    words = [written for language in ("ru", "uk", "en") for written in vocabulary.of(language).words[:2500]]
    assert sum(BEGINNINGS[written] in wanted for written in words) / len(words) < 0.15
