"""In which words people searched who found what they needed in a thing."""

from datetime import timedelta

import pytest

from portal.core import clock, wordings
from portal.core.errors import Forbidden, SignInNeeded
from portal.core.refs import Ref
from portal.search.actions import noting
from portal.search.queries import leading
from tests.search.searches import CASE, made

OTHER = Ref("case", 2)


def led(cast, known=(), language="ru", ref=CASE):
    return [(each.words, each.searches, each.solved) for each in wordings.led_to(cast.stella, ref, language, known)]


def many(text, times=3, *, opened=(CASE,), **more):
    for _ in range(times):
        made(text, opened=opened, **more)


def test_it_works(cast):
    """The most frequent wording of each group, with what the group counts; noise leads elsewhere."""
    many("Вернуть подарок", 3)
    many("вернуть подарки", 2)
    many("доставка не пришла", 4, opened=(OTHER,))
    made("доставка не пришла", opened=(OTHER,))
    assert led(cast) == [("Вернуть подарок", 5, 0)]
    assert led(cast, ref=OTHER) == [("Доставка не пришла", 5, 0)]


def test_what_solved_it_weighs_more(cast):
    many("карта заблокирована", 4)
    for _twice in range(2):
        made("терминал отказал", opened=(CASE,), solved=CASE)
    made("терминал отказал", opened=(CASE, OTHER), solved=CASE)
    assert led(cast) == [("Терминал отказал", 3, 3), ("Карта заблокирована", 4, 0)]
    assert led(cast, ref=OTHER) == []


def test_less_than_three_times_is_never_told(cast):
    """Also when its group was searched more than once: the very words were typed by one or two alone."""
    made("код не пришёл", opened=(CASE,))
    made("пришёл не код", opened=(CASE,))
    assert led(cast) == []
    made("код не пришёл", opened=(CASE,))
    assert led(cast) == []
    made("код не пришёл", opened=(CASE,))
    assert led(cast) == [("Код не пришёл", 4, 0)]


@pytest.mark.parametrize(
    "personal", ["ivan@example.org", "+380 50 123 45 67", "4111 1111 1111 1111", "@ivan", "192.168.10.25"]
)
def test_what_was_masked_is_never_told(cast, personal):
    many(f"не приходит письмо на {personal}", 5)
    assert led(cast) == []


def test_what_is_said_already_is_not_offered(cast):
    many("потерял карту")
    assert led(cast, ["Что делать, если потеряна карта?"]) == []
    assert led(cast, ["Карта", "Потерял ключи"]) == [("Потерял карту", 3, 0)]


def test_what_was_asked_after_all_led_nowhere(cast):
    many("бонусы сгорели", 3, asked=Ref("question", 7))
    assert led(cast) == []
    made("бонусы сгорели", opened=(CASE,), solved=CASE, asked=Ref("question", 8))
    many("бонусы сгорели", 2)
    assert led(cast) == [("Бонусы сгорели", 3, 1)]


def test_words_of_another_language_belong_to_a_translation(cast):
    """A code is one in any language."""
    many("як розблокувати картку", language="uk")
    many("lost my card")
    many("err_4001")
    assert led(cast) == [("Err_4001", 3, 0)]
    assert led(cast, language="uk") == [("Err_4001", 3, 0), ("Як розблокувати картку", 3, 0)]
    assert led(cast, language="en") == [("Err_4001", 3, 0), ("Lost my card", 3, 0)]


def test_what_was_corrected_is_no_wording(cast):
    for number in range(3):
        at = clock.now() - timedelta(hours=number + 1)
        shown = noting.Shown(f"typo-{number}", at, "заблакирована", "ru", "", 3, corrected=True)
        noting.write([shown], [noting.Opening(shown.id, CASE, 1, at)])
    assert led(cast) == []


def test_signs_of_the_search_field_are_left_out(cast):
    many('"потерял карту" [cards] is:question -бонусы')
    assert led(cast) == [("Потерял карту", 3, 0)]


def test_at_most_eight_in_one_query(cast, count_queries):
    for number in range(leading.MOST + 3):
        many(f"ошибка номер {number + 10}", number + 3)
    with count_queries() as statements:
        found = led(cast)
    assert len(found) == leading.MOST
    assert found[0] == (f"Ошибка номер {leading.MOST + 12}", leading.MOST + 5, 0)
    assert len(statements) == 1, statements


@pytest.mark.parametrize("name", ["guest", "carla", "pavel"])
def test_only_staff(cast, name):
    with pytest.raises((Forbidden, SignInNeeded)):
        wordings.led_to(cast.named(name), CASE, "ru", ())
