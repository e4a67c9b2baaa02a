"""The word-form chain: forms meet, unlike words stay apart, what is written exactly is kept."""

from itertools import count

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from search_index import tokens
from search_index.analysis import detect_language, readings, terms, words

from .corpus import HOSTILE


def meet(first: str, second: str, language=None) -> bool:
    return not set(terms(first, language)).isdisjoint(terms(second, language))


FORMS = {
    "ru": ["карта карты карту картой картам картах", "бонус бонусы бонусов бонусами", "заказ заказа заказом",
           "доставка доставки доставкой", "приложение приложения приложением", "купить купил купили куплю",
           "ребёнок ребенка детей", "начислить начислены начислили"],
    "uk": ["картка картки картку карткою картці карток", "бонус бонуси бонусів бонусами", "застосунок застосунку",
           "доставка доставки доставку", "замовлення замовленням замовленнями", "комп'ютер комп'ютера комп'ютери",
           "магазин магазину магазинів", "відновити відновив відновила"],
    "en": ["card cards card's", "delivery deliveries", "refuse refused refuses", "update updating updated"],
}  # fmt: skip


@pytest.mark.parametrize(("language", "row"), [(each, row) for each, rows in FORMS.items() for row in rows])
def test_every_form_finds_the_first(language, row):
    first, *others = row.split()
    assert [other for other in others if not meet(first, other, language)] == []


@pytest.mark.parametrize(("language", "row"), [(each, row) for each, rows in FORMS.items() for row in rows])
def test_forms_meet_when_the_query_does_not_say_its_language(language, row):
    first, *others = row.split()
    lost = [other for other in others if set(terms(other)).isdisjoint(terms(first, language))]
    assert lost == []


@pytest.mark.parametrize(
    ("first", "second", "language"),
    [("карта", "картина", "ru"), ("бонус", "бонна", "ru"), ("картка", "картопля", "uk"), ("card", "care", "en"),
     ("заказ", "наказ", "ru"), ("замок", "заміна", "uk")],
)  # fmt: skip
def test_unlike_words_stay_apart(first, second, language):
    assert not meet(first, second, language)


@pytest.mark.parametrize("apostrophe", list(tokens.APOSTROPHES))
def test_every_apostrophe_is_one(apostrophe):
    assert terms(f"комп{apostrophe}ютера", "uk") == terms("комп'ютера", "uk")


@pytest.mark.parametrize(
    ("typed", "meant", "language"),
    [("компютера", "комп'ютер", "uk"), ("ёлка", "елка", "ru"), ("елок", "ёлка", "ru"), ("вiдповiдь", "відповіді", "uk"),
     ("іжак", "їжак", "uk"), ("e-mail", "email", "en"), ("Wi-Fi", "wifi", "en"), ("ЗАМО́К", "замок", "ru"),
     ("й" + "од", "и\u0306од", "ru")],
)  # fmt: skip
def test_slips_and_spellings_are_forgiven(typed, meant, language):
    assert meet(typed, meant, language)


@pytest.mark.parametrize(
    ("text", "expected"),
    [("ERR_1234", {"err_1234", "err", "1234"}), ("3.2.1", {"3.2.1"}), ("/etc/nginx/site.conf", {"nginx", "site"}),
     ("getUserName", {"getusername", "name"}), ("snake_case", {"snake_case", "case"}), ("C++", {"c++"}),
     ("онлайн-чат", {"онлайнчат", "онлайн", "чат"}), ("iPhone13", {"iphone13", "13"})],
)  # fmt: skip
def test_codes_stay_whole_and_fall_into_parts(text, expected):
    assert expected <= set(terms(text, "en"))


def test_the_raw_form_stands_beside_the_lemma():
    (word,) = words("карты", "ru")
    assert (word.raw, word.lemmas) == ("карты", ("карта",))


@pytest.mark.parametrize(
    ("text", "language"),
    [("Как вернуть бонусы?", "ru"), ("Де моя картка, що робити?", "uk"), ("Where is my card", "en"), ("", "en"),
     ("Приложение выдаёт ERR_1234 at startup", "ru"), ("як додати номер", "uk"), ("12345", "en")],
)  # fmt: skip
def test_language_is_told(text, language):
    assert detect_language(text) == language


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_has_no_empty_terms(text):
    assert all(term and len(term) <= tokens.LONGEST_KEY for term in terms(text))


@settings(max_examples=150, deadline=None)
@given(st.text(max_size=60), st.sampled_from(["ru", "uk", "en", None]))
def test_terms_are_never_empty_and_always_the_same(text, language):
    found = terms(text, language)
    assert all(found)
    assert found == terms(text, language)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=60))
def test_words_point_into_the_text(text):
    length = len(tokens.compose(text))
    assert all(0 <= word.start < word.end <= length for word in words(text))


@pytest.mark.parametrize(
    ("language", "pairs"),
    [
        ("en", "lose lost, pay paid, buy bought, keep kept, go went, take took, man men, tooth teeth, child children, good better"),
        ("uk", "день дні, день днів, дитина дітей, діти дітям, взяти узяти, могти може, брати беру, їсти їм, їхати їду, йти іду, "
               "увійти ввійти, великий більший, хороший кращий, швидко швидше, дешевий дешевше, людина людей"),
    ],
)  # fmt: skip
def test_forms_that_no_rule_leads_back_meet(language, pairs):
    for pair in pairs.split(", "):
        first, other = (set(terms(word, language)) for word in pair.split())
        assert first & other, pair


def test_an_irregular_form_keeps_its_own_meaning():
    assert {"left", "leav"} <= set(terms("left", "en"))


# Signs that join or part words, every kind of space and none, one mark that combines.
PIECES = st.sampled_from(
    ["карта", "Онлайн-чат", "ERR_1234", "C", "#", "++", "a", "пам'ять", "'", ".", "/", ",", "(", "-", "_", "\u0301", "\u200b",
     " ", "\n", "\t", "\x1c", "\x85", "\xa0", "\u2028", "\u3000", "\ufeff", "漢字", "\ud800", "к" * 70, "İ"]
)  # fmt: skip


@settings(max_examples=300, deadline=None)
@given(st.lists(PIECES, max_size=12).map("".join), st.sampled_from(["ru", "uk", "en"]))
def test_read_between_spaces_a_text_has_the_same_words(text, language):
    placed, spoken = [], 0
    for reading in readings(text, language):
        placed += [
            (spoken + place, raw) for raw, place in (*reading.wholes, *zip(reading.spoken, count(), strict=False))
        ]
        spoken += len(reading.spoken)
    known = list(words(text, language))
    assert sorted(placed) == sorted((word.position, word.raw) for word in known)
    assert [form for reading in readings(text, language) for form in reading.forms] == [
        form for word in known for form in word.lemmas
    ]
