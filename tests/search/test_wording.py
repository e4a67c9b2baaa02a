"""What of the words of a search may be kept."""

import pytest

from portal.search import wording

PERSONAL = [
    "ivan.petrov@example.org", "IVAN@EXAMPLE.ORG", "a+b@mail.example.co.uk", "ivan@localhost", "іван@пошта.укр",
    "+380501234567", "+380 50 123 45 67", "+38 (050) 123-45-67", "0501234567", "8 800 555 35 35", "050.123.45.67",
    "+7(916)1234567", "4111 1111 1111 1111", "4111-1111-1111-1111", "4111111111111111", "5168 7420 1234 5678",
    "1234567", "123456", "12 34 56", "АВ123456", "паспорт 4510 123456", "UA213223130000026007233566001",
    "UA21 3223 1300 0002 6007 2335 6600 1", "DE89370400440532013000", "192.168.10.25", "fe80:0:0:0:1:2:3:4",
    "http://portal.example/reset?token=abc", "www.example.org/u/ivan", "example.org/me?id=5", "@ivan", "user:ivan",
    "user:@ivan", "eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.c2lnbmF0dXJl", "sk_live_51Hxxabc123def",
    "550e8400-e29b-41d4-a716-446655440000", "d41d8cd98f00b204e9800998ecf8427e", "01.02.1990", "1990-02-01",
    "４１１１ １１１１ １１１１ １１１１", "+380\u200b50\u200b1234567", "٠٥٠١٢٣٤٥٦٧", "050–123–45–67", "x" * 60,
]  # fmt: skip
HARMLESS = [
    "карта не читается", "картка не зчитується", "err_1234", "0x80070005", "версия 3.2.1", "10.0.19045", "iphone 15 pro",
    "windows 11", "c++", "office 365", "бонусы 2023-2024", "ошибка 500", "getusername", "онлайн-чат", "возврат 14 дней",
    "samsung galaxy s21", "кнопка \"оплатить\"", "http 404", "п'ять карток", "12345",
]  # fmt: skip


@pytest.mark.parametrize("secret", PERSONAL)
def test_it_works(secret):
    for text in (secret, f"не приходит смс на {secret} почему", f"lost {secret}"):
        kept = wording.of_query(text)
        digits = [char for char in secret if char.isdigit()]
        assert secret.lower() not in kept
        assert len([char for char in kept if char.isdigit()]) <= max(0, min(2, len(digits))), kept
        assert "ivan" not in kept
        assert "іван" not in kept


@pytest.mark.parametrize("text", HARMLESS)
def test_what_is_nobody_s_stays(text):
    assert wording.of_query(text) == text


@pytest.mark.parametrize("text", HARMLESS + PERSONAL)
def test_masking_twice_is_masking_once(text):
    once = wording.of_query(text)
    assert wording.of_query(once) == once


def test_trimmed_lower_and_bounded():
    assert wording.of_query("  Карта   НЕ\tчитается\n") == "карта не читается"
    assert len(wording.of_query("карта " * 100)) <= 160
    assert wording.of_query("\x00\ud800\u202e") == ""


@pytest.mark.parametrize(
    "wordings",
    [
        (
            "потерял карту",
            "Потеряла карту!",
            "как потерять карты?",
            "карта потеряна",
            "что делать если я потерял карту",
        ),
        ("заблокировали карту", "карта заблокирована"),
        ("не начислили бонусы", "бонусов не начислили", "бонусы не начислены"),
        ("lost card", "I lost my cards", "the card is lost"),
        ("err_1234 на кассе", "касса ERR_1234"),
        ("картка не читається", "картку не читається"),
        (
            "подарункова картка",
            "подарункової картки",
            "подарункові картки",
            "подарункових карток",
            "про подарункову картку",
        ),
        ("подарочная карта", "подарочной карты", "подарочные карты", "подарочных карт", "о подарочной карте"),
        ("старий чек", "старі чеки", "старого чека", "старих чеків"),
        ("пошкоджені посилки", "пошкоджених посилок", "пошкоджену посилку"),
        ("посилка не приходить", "посилки не приходять", "посилок не приходить"),
        ("знижка на каву", "знижки на каву", "знижок на каву"),
    ],
)
def test_wordings_of_one_wish_share_a_key(wordings):
    assert len({wording.group_key(wording.of_query(each)) for each in wordings}) == 1


def test_other_wishes_have_other_keys():
    texts = (
        "подарункова картка",
        "подарункова карта",
        "старий чек",
        "посилка",
        "послати",
        "потерял карту",
        "потерял бонусы",
        "карта",
        "lost card",
        "блокировка карты",
        "err_1234",
        "err_1235",
    )
    assert len({wording.group_key(wording.of_query(each)) for each in texts}) == len(texts)
    assert wording.group_key("‹mail› ‹number›") == ""


def test_the_language_of_words():
    assert [wording.spoken(each) for each in ("how to return", "як повернути", "как вернуть", "12345", "‹mail›")] == [
        "en", "uk", "ru", "", "",
    ]  # fmt: skip
