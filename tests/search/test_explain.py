"""“Why here?” beside each hit: for staff only, and only where asked for."""

import pytest

from tests.search import stage


@pytest.fixture
def found(scene):
    stage.make_case(scene.stella, "A cormorant at the till", symptoms="The cormorant does not move.")
    stage.make_question(scene.carla, "Where does the cormorant sleep?", "I have never seen it.")
    stage.settle()
    return scene


def test_it_works(as_, found):
    page = as_(found.stella).get("/search?q=cormorants+till&explain=1").text
    assert page.count("Why here?") == 2
    assert "It is a case" in page
    assert "Not in it: till" in page
    assert "explain=1" in page  # kept by what leads on
    assert "Why here?" not in as_(found.stella).get("/search?q=cormorant").text


@pytest.mark.parametrize("name", ["guest", "carla", "pavel"])
def test_nobody_else_is_told(as_, found, name):
    assert "Why here?" not in as_(found.named(name)).get("/search?q=cormorant&explain=1").text


def test_not_while_the_index_is_away(as_, found, whoosh):
    page = as_(found.stella).get("/search?q=cormorant&explain=1")
    assert page.status_code == 200
    assert "Why here?" not in page.text
