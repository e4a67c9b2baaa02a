"""Explanations: the parts add up to the score that the search gave, and name what raised it."""

import json
from dataclasses import replace

import pytest

from search_index.engine import open_engine
from search_index.query import Query

from .corpus import DESK, ENGINES, HOSTILE, STAFF, doc


@pytest.fixture(params=ENGINES)
def engine(request, tmp_path):
    opened = open_engine(request.param, tmp_path / "index")
    opened.rebuild(DESK)
    return opened


@pytest.mark.parametrize("text", ["карты", "потерял карту в магазине", "картку загубила", "ERR_1234 version", "cards"])
def test_it_works(engine, text):
    hits = engine.search(Query(text, STAFF)).hits
    told = engine.explain(Query(text, STAFF), [(hit.kind, hit.id) for hit in hits])
    assert [(each.kind, each.id) for each in told] == [(hit.kind, hit.id) for hit in hits]
    assert [each.score for each in told] == pytest.approx([hit.score for hit in hits], abs=1e-3)
    assert all(each.enough and each.parts for each in told)


def test_parts_make_the_score(engine):
    (told,) = engine.explain(Query("потерял карту", STAFF), [("case", 8)])
    assert told.words == pytest.approx(sum(part.points for part in told.parts))
    assert told.boost == pytest.approx(1 + sum(told.boosts.values()))
    assert told.score == pytest.approx(told.words * told.share_factor * told.boost, abs=1e-3)
    assert told.share == pytest.approx(1.0)
    assert told.boosts["curated"] > 0 < told.boosts["official"]
    assert told.boosts["accepted"] == 0


def test_what_is_written_exactly_and_in_the_title_shows(engine):
    told = engine.explain(Query("карты", STAFF), [("case", 8), ("question", 13)])
    exact, other_form = (each.parts[0] for each in told)
    assert (exact.forms, exact.in_title, exact.exact > 0) == (("карта",), True, True)
    assert (other_form.forms, other_form.in_title, other_form.exact) == (("карта",), False, 0.0)


def test_missing_words_are_named(engine):
    (told,) = engine.explain(Query("чайник доставка", STAFF), [("question", 2)])
    assert told.missing == ("доставка",)
    assert told.share_factor < 1


def test_what_is_no_hit_and_what_is_not_there(engine):
    told = engine.explain(Query("доставка", STAFF), [("case", 8), ("case", 999), ("question", 8)])
    assert [(each.id, each.enough, each.score) for each in told] == [(8, False, 0.0)]


def test_it_goes_into_json(engine):
    (told,) = engine.explain(Query("карта", STAFF), [("case", 8)])
    assert json.loads(json.dumps(replace(told, pinned=True).as_dict()))["pinned"] is True


def test_a_replaced_document_is_told_as_it_is_now(engine):
    engine.upsert([doc("case", 8, "Совсем другое")])
    (told,) = engine.explain(Query("карта", STAFF), [("case", 8)])
    assert not told.enough


@pytest.mark.parametrize("text", HOSTILE)
def test_any_text_is_explained(text):
    engine = open_engine("memory:", None)
    engine.rebuild(DESK)
    assert len(engine.explain(Query(text, STAFF), [("case", 8)])) == 1
