"""What every engine promises of a mistyped word among others that find something, and whose words it may stand for."""

import pytest

from search_index.engine import open_engine
from search_index.query import Query
from search_index.synonyms import Rule, Synonyms

from .corpus import DESK, ENGINES, EVERYONE, STAFF, doc

MORE = [
    doc("question", 40, "Несколько адресов", "Можно ли указать их сразу?"),
    doc("case", 41, "Для сотрудников", "Слово discoumt написано так нарочно.", audience="staff"),
]


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    opened = open_engine(request.param, tmp_path)
    opened.rebuild([*DESK, *MORE])
    return opened


def found(engine, text, audiences=EVERYONE, **more):
    results = engine.search(Query(text, audiences, **more))
    return {hit.id for hit in results.hits}, results.mended


def test_it_works(engine):
    assert found(engine, "balance discuont") == ({6, 7}, ("discount",))
    assert found(engine, "магазин замовленя") == ({1, 5, 11}, ("замовлення",))
    assert found(engine, "balance discuont", exact=True) == ({6}, ())


def test_what_stands_in_counts_for_less(engine):
    as_meant, as_typed = (
        engine.search(Query(text, EVERYONE)).hits[0].score for text in ("refused discount", "refused discuont")
    )
    assert 0.7 * as_meant < as_typed < as_meant


def test_alone_it_is_left_to_the_caller(engine):
    assert found(engine, "discuont") == (set(), ())
    assert found(engine, "discuont bakrey") == (set(), ())


@pytest.mark.parametrize(
    "text", ["карту насколько", "balance onw", "balance ERR_1235", "balance discountЪ1", "balance -discuont",
             'balance "discuont"', "balance [discuont]"],
)  # fmt: skip
def test_what_stays(engine, text):
    """Words of a dictionary, short ones, codes, what is quoted or unwanted."""
    assert found(engine, text)[1] == ()


def test_words_of_hidden_things_have_no_say(engine):
    assert found(engine, "магазин зязюбрак")[1] == ()
    assert found(engine, "магазин зязюбрак", STAFF)[1] == ("зязюбрик",)
    assert found(engine, "balance discoumt")[1] == ("discount",)
    assert found(engine, "balance discoumt", STAFF)[1] == ()


def test_a_word_with_synonyms_was_not_mistyped(engine):
    kept = Synonyms([Rule(("discuont",), ("bakery",))])
    assert {6, 7} == found(engine, "balance discuont", synonyms=kept)[0]
    assert [hit.id for hit in engine.search(Query("balance discuont", EVERYONE, synonyms=kept)).hits] == [
        hit.id for hit in engine.search(Query("balance discuont", EVERYONE, synonyms=kept, exact=True)).hits
    ]


def test_explained_as_it_was_found(engine):
    query = Query("balance discuont", EVERYONE)
    hits = engine.search(query).hits
    explained = engine.explain(query, [(hit.kind, hit.id) for hit in hits])
    assert [each.score for each in explained] == [hit.score for hit in hits]
    assert ["≈ discount"] in [[form for part in each.parts for form in part.forms] for each in explained]


def test_at_most_a_few_words(engine):
    text = "balance " + " ".join(("discuont", "bakrey", "parntner", "loyatly", "refusde"))
    assert len(found(engine, text)[1]) == 3
