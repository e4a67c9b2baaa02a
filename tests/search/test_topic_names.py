"""A topic in brackets may be called by its name in any of the three languages."""

import pytest

from portal.search import queries
from portal.search.queries import Asked
from tests.search import stage


@pytest.fixture
def found(scene):
    stage.make_question(scene.carla, "Where is my gramophone today?", topic="delivery")
    stage.make_question(scene.carla, "Is my gramophone lost in the shop?", topic="cards")
    stage.settle()
    return scene


def titles(found, text):
    return {hit.card.title for hit in queries.find(found.guest, Asked(text)).hits}


@pytest.mark.parametrize("name", ["delivery", "Delivery", "Доставка", "доставка", " ДОСТАВКА "])
def test_it_works(found, name):
    assert titles(found, f"gramophone [{name}]") == {"Where is my gramophone today?"}
    assert titles(found, f"gramophone -[{name}]") == {"Is my gramophone lost in the shop?"}


def test_every_language(found):
    for name in ("cards", "Карты", "Картки"):
        assert titles(found, f"gramophone [{name}]") == {"Is my gramophone lost in the shop?"}


@pytest.mark.parametrize("name", ["no such topic", "%", "\\1", "d"])
def test_a_name_that_is_none_finds_nothing(found, name):
    assert titles(found, f"gramophone [{name}]") == set()


def test_while_the_index_is_away(found, monkeypatch):
    monkeypatch.setattr(queries.finding, "asking", lambda question: None)
    assert titles(found, "gramophone [Доставка]") == {"Where is my gramophone today?"}


def test_one_more_query_and_only_for_brackets(client, found, count_queries):
    client.get("/search?q=gramophone")
    with count_queries() as plain:
        client.get("/search?q=gramophone")
    with count_queries() as named:
        client.get("/search", query_string={"q": "gramophone [Доставка]"})
    assert len(named) <= len(plain) + 1
