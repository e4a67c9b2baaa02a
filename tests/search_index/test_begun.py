"""What a list of suggestions marks in its titles."""

import pytest

from search_index.begun import marked


@pytest.mark.parametrize(
    ("title", "typed", "shown"),
    [
        ("Как показать карту в приложении", "карт в прил", ["карт", "в", "прил"]),
        ("Как показать карту в приложении", "rfhne d ghbk", ["карту", "в", "прил"]),
        ("Как показать карту в приложении", "кврту в", ["карту", "в"]),
        ("Об’єднання карток", "обєднан", ["Об’єднан"]),
        ("Об’єднання карток", "ob'ednan", ["Об’єднан"]),
        ("Ещё одна карта", "еще", ["Ещё"]),
        ("Вчера в приложении", "в пр", ["в", "пр"]),
        ("Карты", "", []),
        ("Карты", "zzz \x00 \u202e", []),
    ],
)  # fmt: skip
def test_what_was_typed_is_marked(title, typed, shown):
    [segments] = marked([title], typed)
    assert "".join(text for text, _ in segments) == title
    assert [text for text, is_typed in segments if is_typed] == shown


def test_no_title_no_marks():
    assert marked([], "карта") == []
