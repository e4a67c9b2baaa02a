"""Ukrainian forms of words that the dictionary holds in part, wrongly, or not at all."""

import re

import pytest

from search_index import ukrainian
from search_index.analysis import terms
from search_index.ukrainian_endings import lines, way


def meet(first: str, second: str) -> bool:
    return not set(terms(first, "uk")).isdisjoint(terms(second, "uk"))


@pytest.mark.parametrize(
    "row",
    ["моніторинг моніторинги моніторингами моніторингові", "лояльність лояльності лояльностями лояльністю",
     "перепрошити перепрошив перепрошила перепрошивши", "кешбек кешбеку кешбеком кешбеки",
     "чатбот чатбота чатботи чатботів", "розлогінитися розлогінився розлогінилась розлогінюсь",
     "заапрувити заапрувив заапрувила заапрувлять", "клієнтка клієнтку клієнткою клієнток",
     "загуглити загуглив загугли загуглимо", "трекер трекерами трекерові", "фулфілмент фулфілменту фулфілментом",
     "безконтактний безконтактного безконтактною безконтактні", "надсилаючись надсилаючися",
     "гайдлайн гайдлайни гайдлайнах", "застосунок застосунку застосунки", "промокод промокоди промокодів"],
)  # fmt: skip
def test_forms_meet(row):
    first, *others = row.split()
    assert [each for each in others if not meet(first, each)] == []


@pytest.mark.parametrize(
    ("first", "second"),
    [("надійність", "надійний"), ("клієнтка", "клієнт"), ("київський", "київ"), ("картка", "картопля"),
     ("повернення", "повернути"), ("касир", "касета"), ("бонус", "бонна"), ("чек", "чекати"), ("мережа", "мереживо"),
     ("заявник", "заявка"), ("промокод", "промова"), ("адреса", "адресат")],
)  # fmt: skip
def test_derived_words_are_words_of_their_own(first, second):
    assert not meet(first, second)


@pytest.mark.parametrize(
    ("typed", "meant"),
    [("украіна", "україни"), ("мае", "має"), ("моіх", "моїх"), ("звязок", "зв'язку"), ("спостерігалось", "спостерігалося"),
     ("швидкости", "швидкість")],
)  # fmt: skip
def test_slips_are_forgiven(typed, meant):
    assert meet(typed, meant)


def test_never_more_than_a_few_and_never_none():
    for word in ("щ", "ь", "''", "яяяяяяяяяя", "прпрпрпр", "сь", "ся", "ість", "є" * 64):
        assert 1 <= len(ukrainian.lemmas_of(word)) <= ukrainian.MOST_GUESSES
        assert all(ukrainian.stems(word))


def test_a_way_and_its_line():
    assert way("картками", "картка") == (2, "")
    assert way("днем", "день") == (3, "ень")
    assert list(lines({"ем": {(3, "ень"): 0.75, (2, ""): 0.01}})) == ["ем 3+ень=750"]


def test_the_table_is_whole():
    table = ukrainian._endings()
    assert len(table) > 5_000
    assert all(re.fullmatch("[а-яіїєґ']{1,5}", ending) and ways for ending, ways in table.items())
