"""Rules of synonyms: what a query is searched by besides its own words, over every engine."""

import pytest

from search_index.engine import open_engine
from search_index.query import Query
from search_index.synonyms import Rule, Synonyms

from .corpus import DESK, ENGINES, EVERYONE, doc

BOOKS = [
    doc("case", 60, "Настройка бухгалтерии", "Где вести учёт."),
    doc("case", 61, "Выгрузка из 1С", "Как передать заказы."),
    doc("question", 62, "Расчётный лист за май", "Не пришёл на почту."),
    doc("question", 63, "Розрахунковий листок", "Де його подивитись?", "uk"),
    doc("idea", 64, "Payslip by mail", "Send it every month.", "en"),
]


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    opened = open_engine(request.param, tmp_path)
    opened.rebuild([*DESK, *BOOKS])
    return opened


def found(engine, text, *rules, **more):
    query = Query(text, more.pop("audiences", EVERYONE), synonyms=Synonyms(rules), **more)
    return [(hit.kind, hit.id) for hit in engine.search(query).hits]


ONE_WAY = Rule(("1С",), ("бухгалтерия",), "ru")
GROUP = Rule(("payslip", "расчётный лист"), (), None, both_ways=True)


def test_it_works(engine):
    assert found(engine, "1С") == [("case", 61)]
    assert found(engine, "1С", ONE_WAY) == [("case", 61), ("case", 60)]


def test_one_way_does_not_lead_back(engine):
    assert found(engine, "бухгалтерия", ONE_WAY) == [("case", 60)]


def test_a_group_leads_every_way_and_through_phrases(engine):
    assert found(engine, "payslip", GROUP) == [("idea", 64), ("question", 62)]
    assert found(engine, "расчётный лист", GROUP) == [("question", 62), ("idea", 64)]


@pytest.mark.parametrize("form", ["бухгалтерий", "бухгалтерии", "бухгалтерию"])
def test_any_form_calls_and_is_found(engine, form):
    assert found(engine, form, Rule(("бухгалтерия",), ("расчётные листы",), "ru"))[-1] == ("question", 62)
    assert found(engine, "кадры", Rule(("кадр",), (form,), "ru")) == [("case", 60)]


def test_a_word_that_stands_nowhere_is_found_by_what_stands_in(engine):
    assert found(engine, "абракадабра") == []
    assert found(engine, "абракадабра", Rule(("абракадабра",), ("payslip",))) == [("idea", 64)]


def test_only_in_its_language(engine):
    rule = Rule(("лист",), ("payslip",), "uk")
    assert ("idea", 64) in found(engine, "де лист", rule)
    assert ("idea", 64) not in found(engine, "где лист", rule)
    assert ("idea", 64) in found(engine, "где лист", rule._replace(language="ru"))


def test_a_name_in_latin_letters_belongs_to_every_language(engine):
    assert ("question", 63) in found(engine, "payslip", Rule(("payslip",), ("розрахунковий листок",), "uk"))


def test_a_part_of_a_phrase_calls_nothing(engine):
    assert ("idea", 64) not in found(engine, "лист", GROUP)
    assert ("idea", 64) not in found(engine, "лист расчётный", GROUP)


def test_a_document_must_hold_the_whole_phrase_that_stands_in(engine):
    assert found(engine, "payslip", Rule(("payslip",), ("расчётный чайник",))) == [("idea", 64)]


def test_a_compound_is_met_however_it_is_written(engine):
    rule = Rule(("пей-слип",), ("payslip",), "ru")
    for text in ("пей-слип", "пейслип", "пей слип"):
        assert found(engine, text, rule) == [("idea", 64)], text


def test_the_word_itself_counts_more(engine):
    engine.upsert([doc("question", 70, "бонсай"), doc("question", 71, "кактус")])
    assert found(engine, "бонсай", Rule(("бонсай",), ("кактус",))) == [("question", 70), ("question", 71)]
    assert found(engine, "кактус", Rule(("бонсай", "кактус"), (), both_ways=True)) == [
        ("question", 71),
        ("question", 70),
    ]


def test_what_is_quoted_is_meant_as_written(engine):
    assert found(engine, '"1С"', ONE_WAY) == [("case", 61)]


def test_sight_is_not_widened(engine):
    rule = Rule(("чайник",), ("зязюбрик",))
    assert ("case", 12) not in found(engine, "чайник", rule)
    assert ("case", 12) not in found(engine, "чайник", rule, audiences=frozenset({"nobody"}))


@pytest.mark.parametrize("text", ["", " ", "…", '"', "-", "\x00", "🙂"])
def test_rules_of_nothing_do_nothing(engine, text):
    assert found(engine, text, Rule((text,), (text,), both_ways=True)) == []
    assert found(engine, "1С", Rule((text,), ("payslip",)), Rule(("1С",), (text,))) == [("case", 61)]


def test_a_long_rule_finds_and_orders_as_in_memory(tmp_path):
    rules = Synonyms([Rule(("карта",), ("расчётный лист", "бухгалтерия", "бонус", "доставка заказа"), "ru"), GROUP])
    memory, *others = (open_engine(url, tmp_path / url.strip(":")) for url in ENGINES)
    for each in (memory, *others):
        each.rebuild([*DESK, *BOOKS])
    for text in ("карта", "потерянная карта", "карта payslip", "расчётный лист и карта", "-бонус карта"):
        query = Query(text, EVERYONE, synonyms=rules, limit=50)
        expected = memory.search(query)
        for each in others:
            results = each.search(query)
            assert (results.total, results.facets) == (expected.total, expected.facets), text
            assert [hit[:2] for hit in results.hits] == [hit[:2] for hit in expected.hits], text


def test_keys_say_what_to_mark():
    rules = Synonyms([ONE_WAY])
    assert "бухгалтерия" in rules.keys("из 1С в отчёт")
    assert rules.keys("отчёт") == frozenset()
    assert not Synonyms()
