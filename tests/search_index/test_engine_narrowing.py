"""Operators, choices and the counts beside them, over every engine."""

from datetime import UTC, datetime, timedelta

import pytest

from search_index.engine import open_engine
from search_index.query import FACETS, Query

from .corpus import DESK, ENGINES, EVERYONE, doc
from .test_engine_contract import found

FIELDS = {"kind": "kinds", "language": "languages", "state": "states", "topic": "topics"}


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    opened = open_engine(request.param, tmp_path)
    opened.rebuild(DESK)
    return opened


def test_it_works(engine):
    results = engine.search(Query("карта", EVERYONE, kinds=("case",)))
    assert {hit.kind for hit in results.hits} == {"case"}
    assert results.facets["kind"]["question"] > 0
    assert results.facets["language"] == {"ru": 1}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
     ("created:2024-03-06..2024-03-07", {("question", 5), ("question", 6)}), ("created:..2024-03-02", {("question", 1)}),
     ("score:4..9", {("question", 1), ("question", 3), ("idea", 11)}), ("answers:0 lang:en", {("question", 6), ("question", 7)}),
     ("accepted:no [app]", {("question", 3)}), ("is:planned", {("idea", 10)}), ("статус:запланировано", {("idea", 10)}),
     ("мова:українська is:питання", {("question", 4), ("question", 5)}), ("user:\"John\" [cards]", {("question", 6)}),
     ("status:planned status:new", {("idea", 10), ("idea", 11)}), ("is:case is:idea [app]", {("case", 9), ("idea", 10)})],
)  # fmt: skip
def test_operators(engine, text, expected):
    assert set(found(engine, text, limit=50)) - {("question", 13)} == expected


def test_a_token_may_end_with_an_asterisk(engine):
    engine.upsert(
        [doc("idea", 70, "зяблик раз", audience="company-acme"), doc("idea", 71, "зяблик два", audience="company-bolt")]
    )
    assert set(found(engine, "зяблик", frozenset({"public", "company-*"}))) == {("idea", 70), ("idea", 71)}
    assert found(engine, "зяблик", frozenset({"public", "company-acme"})) == [("idea", 70)]
    assert found(engine, "зяблик", frozenset({"public", "comp"})) == []


def test_facets_count_what_each_choice_would_show(engine):
    """Every figure beside a choice is the total of the search with that choice made, whatever else is chosen."""
    chosen = [{}, {"kinds": ("question",)}, {"languages": ("ru", "uk")}, {"states": ("planned", "new")},
              {"accepted": False}, {"age": "older"}, {"kinds": ("idea",), "languages": ("ru",), "age": "year"},
              {"topics": ("app",)}, {"topics": ("app",), "kinds": ("idea",)}]  # fmt: skip
    engine.upsert([doc("idea", 72, "карта новая", created_at=datetime.now(UTC) - timedelta(days=days), topics=("app",),
                       state="new") for days in (3,)])  # fmt: skip
    engine.upsert([doc("question", 73, "карта и бонусы", created_at=datetime.now(UTC) - timedelta(days=200))])
    for text in ("карта бонусы доставка", "карта is:question", "бонусы -карта"):
        for choice in chosen:
            facets = engine.search(Query(text, EVERYONE, **choice)).facets
            assert tuple(sorted(facets)) == tuple(sorted(FACETS))
            for name, field in FIELDS.items():
                for value, figure in facets[name].items():
                    others = choice.get("topics", ()) if name == "topic" else ()
                    other = {**choice, field: (*others, value)}
                    assert engine.search(Query(text, EVERYONE, **other)).total == figure, (text, choice, name, value)
            for value, figure in facets["accepted"].items():
                other = {**choice, "accepted": value == "yes"}
                assert engine.search(Query(text, EVERYONE, **other)).total == figure, (text, choice, value)
            for value, figure in facets["date"].items():
                assert engine.search(Query(text, EVERYONE, **{**choice, "age": value})).total == figure
    assert engine.search(Query("карта", EVERYONE)).facets["date"].keys() == {"week", "month", "year", "older"}


def test_what_is_chosen_is_listed_without_words(engine):
    assert found(engine, "", states=("planned",)) == [("idea", 10)]
    assert set(found(engine, "", languages=("en",), limit=50)) == {("question", 6), ("question", 7), ("case", 9)}
    assert found(engine, "", accepted=True) == [("question", 1)]
    assert engine.search(Query("", EVERYONE, age="older")).total == 11
