"""Hits that hold only some of the words say which they lack, and results in which all do say so; over every engine."""

import pytest

from search_index.document import Key
from search_index.engine import open_engine
from search_index.query import Query
from search_index.synonyms import Rule, Synonyms
from tests.bench.search import questions

from .corpus import DESK, ENGINES, EVERYONE, STAFF, doc
from .test_engine_contract import LIBRARY


def search(engine, text, audiences=EVERYONE, **more):
    return engine.search(Query(text, audiences, **more))


def missing(results):
    return {hit[:2]: hit.missing for hit in results.hits}


def test_it_works(engine):
    results = search(engine, "бонусная карта магазин")
    assert not results.partial
    assert missing(results)["question", 1] == ()
    assert missing(results)["case", 8] == ("бонусная", "магазин")
    nowhere = search(engine, "карту чайник")
    assert nowhere.partial
    assert missing(nowhere) == {("question", 2): ("карту",), ("question", 1): ("чайник",), ("case", 8): ("чайник",)}


@pytest.mark.parametrize("text", ["карта", "ERR_1234", "картой", "", "[cards]", "is:idea"])
def test_a_single_word_is_held_or_not_found(engine, text):
    results = search(engine, text)
    assert not results.partial
    assert {hit.missing for hit in results.hits} <= {()}


def test_nothing_found_is_not_found_in_part(engine):
    results = search(engine, "qqqq wwww")
    assert (results.total, results.partial) == (0, False)


def test_small_words_are_missed_only_where_there_are_no_others(engine):
    small = search(engine, "не без карты")
    assert not small.partial
    assert missing(small)["case", 8] == ()
    engine.upsert([doc("question", 80, "to be"), doc("question", 81, "be")])
    alone = missing(search(engine, "to be"))
    assert (alone["question", 80], alone["question", 81]) == ((), ("to",))


def test_every_form_synonym_and_mended_word_counts_as_held(engine):
    assert not search(engine, "картами магазины").partial
    rules = Synonyms([Rule(("чайник",), ("бонусную карту",))])
    assert search(engine, "магазин чайник").partial
    by_synonym = search(engine, "магазин чайник", synonyms=rules)
    assert not by_synonym.partial
    assert missing(by_synonym)["question", 1] == ()
    mended = search(engine, "магазин потеряннаю карту")
    assert mended.mended
    assert not mended.partial
    assert search(engine, "магазин потеряннаю карту", exact=True).partial


def test_a_compound_is_held_by_all_its_parts(engine):
    engine.upsert([doc("question", 70, "Чат онлайн молчит"), doc("question", 71, "онлайн-чат молчит")])
    held = missing(search(engine, "онлайн-чат молчит"))
    assert held["question", 70] == held["question", 71] == ()
    engine.delete([("question", 70), ("question", 71)])
    engine.upsert([doc("question", 72, "Чат молчит")])
    results = search(engine, "онлайн-чат молчит")
    assert results.partial
    assert missing(results)["question", 72] == ("онлайн-чат",)


def test_words_that_are_as_rare_as_each_other_are_told_apart(engine):
    engine.upsert([doc("idea", number, title) for number, title in ((90, "alder birch"), (91, "birch cedar"))])
    engine.upsert([doc("idea", 92, "cedar alder")])
    found = missing(search(engine, "alder birch cedar"))
    assert (found["idea", 90], found["idea", 91], found["idea", 92]) == (("cedar",), ("alder",), ("birch",))
    assert search(engine, "alder birch cedar").partial


def test_many_words(engine):
    words = "alder birch cedar damson elder fir gorse hazel"
    engine.upsert([doc("idea", 90, words), doc("idea", 91, words.replace("damson", "")), doc("idea", 92, "elder fir")])
    found = missing(search(engine, words))
    assert (found["idea", 90], found["idea", 91]) == ((), ("damson",))
    assert found["idea", 92] == ("alder", "birch", "cedar", "damson", "gorse", "hazel")
    assert not search(engine, words).partial
    engine.delete([("idea", 90)])
    assert search(engine, words).partial


def test_a_word_in_the_words_it_was_typed_in(engine):
    assert ("ЁЖИКА",) in missing(search(engine, "карта ЁЖИКА")).values()


def test_what_a_reader_may_not_see_holds_nothing(engine):
    """Hidden: the only document with both words, one of the words only, and neither give the same answer."""
    hidden = search(engine, "карты фамилию")
    nowhere = search(engine, "карты qqqqq")
    assert [hit[:2] for hit in hidden.hits] == [hit[:2] for hit in nowhere.hits]
    assert hidden.partial
    assert nowhere.partial
    assert {hit.missing for hit in hidden.hits} == {("фамилию",)}
    assert not search(engine, "карты фамилию", STAFF).partial


def test_filters_narrow_what_counts(engine):
    assert not search(engine, "бонусную карту").partial
    assert search(engine, "бонусную карту", kinds=("case",)).partial
    assert search(engine, "бонусную карту is:case").partial
    assert search(engine, "бонусную карту -магазин").partial


def test_another_page_says_the_same_of_all(engine):
    for page in range(4):
        assert not search(engine, "бонусная карта магазин", limit=1, offset=page).partial
        assert search(engine, "карту чайник", limit=1, offset=page).partial
    assert not search(engine, "бонусная карта магазин", limit=0).partial


@pytest.mark.parametrize("sort", ["newest", "votes"])
def test_in_any_order(engine, sort):
    assert search(engine, "карту чайник", sort=sort).partial
    assert missing(search(engine, "бонусная карта магазин", sort=sort))["question", 1] == ()
    assert not search(engine, "бонусная карта магазин", sort=sort, limit=1).partial


def test_what_was_picked_lacks_nothing(engine):
    for sort in ("relevance", "newest"):
        results = search(engine, "карту чайник", first=(Key("idea", 10),), sort=sort)
        assert not results.partial
        assert missing(results)["idea", 10] == ()
        assert missing(results)["case", 8] == ("чайник",)
    assert search(engine, "карту чайник", first=(Key("case", 12),)).partial  # hidden
    assert search(engine, "карту чайник", first=(Key("idea", 10),), kinds=("question",)).partial


def test_loosened_phrases_are_words(engine):
    results = search(engine, '"чайник карту"')
    assert results.loosened
    assert results.partial


@pytest.mark.parametrize("url", ENGINES[1:])
def test_engines_agree(tmp_path, url):
    first, other = open_engine(ENGINES[0], tmp_path), open_engine(url, tmp_path)
    for each in (first, other):
        each.rebuild([*DESK, *LIBRARY])
    flags = []
    for text in questions(80):
        one, two = (search(each, text, limit=20) for each in (first, other))
        assert one.partial == two.partial, text
        lacked = missing(one)
        assert all(lacked[key] == words for key, words in missing(two).items() if key in lacked), text
        flags.append(one.partial)
    assert len(set(flags)) == 2, "the texts must hold both"
