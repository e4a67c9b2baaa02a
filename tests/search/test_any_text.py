"""Any text is a query, through the whole page: always an answer, never an error, bounded in time."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.search import stage
from tests.search_index.corpus import HOSTILE

SECONDS = 2.0  # CPU: some forty times what such a search takes
OPERATORS = ["is:", "is:case", "lang:uk", "lang:", "score:>", "score:>3", "answers:..", "answers:0", "accepted:", "-", '"',
             "[", "]", "[cards]", '-"', "-[", "user:", 'user:"', "created:<", "created:<1y", "created:2024-13..", "..",
             "status:planned", "*", "(", "(a+)+$", "\\", "AND", "NOT", "^2", "~", "\u202e", "\u200f", "\x00", "\x1b[0m", "ё", "ї"]  # fmt: skip
BROKEN = st.lists(st.one_of(st.sampled_from(OPERATORS), st.text(max_size=12)), max_size=12).map("".join)
CHOICES = st.fixed_dictionaries(
    {},
    optional={
        name: st.one_of(st.sampled_from(values), st.text(max_size=9))
        for name, values in {
            "kind": ["case", "idea"], "topic": ["cards"], "lang": ["uk"], "state": ["open", "planned"], "accepted": ["no"],
            "age": ["week", "older"], "sort": ["newest", "votes"], "page": ["2", "-1", "9" * 30], "explain": ["1"],
        }.items()
    },
)  # fmt: skip


@pytest.fixture
def desk(scene):
    stage.make_question(scene.carla, "Потеряла карту, пропадут ли бонусы?", "Жду.", language="ru")
    stage.make_idea(scene.carla, "Several cards in one wallet")
    stage.settle()
    return scene


def answers(client, path, query):
    began = time.process_time()
    answer = client.get(path, query_string=query)
    assert time.process_time() - began < SECONDS
    return answer


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=BROKEN, choices=CHOICES)
def test_it_works(client, desk, words, choices):
    assert answers(client, "/search", {"q": words, **choices}).status_code in {200, 302}  # a page past the end
    assert answers(client, "/search/suggest", {"q": words}).status_code == 200


@pytest.mark.parametrize("words", [text.encode("utf-8", "replace").decode() for text in HOSTILE])
def test_hostile_text(client, desk, words):
    """An address beyond 8,000 characters is refused before it is read."""
    allowed = {200} if len(words.encode()) < 2_000 else {200, 404, 414}
    for path, field in (("/search", "q"), ("/search/suggest", "q"), ("/search/similar", "title")):
        assert answers(client, path, {field: words}).status_code in allowed


def test_a_long_text_is_read_from_its_beginning(client, desk):
    page = answers(client, "/search", {"q": "wallet " + "x" * 7_000})
    assert page.status_code == 200
    assert "Several" in page.text


def test_while_the_index_is_away(client, desk, whoosh):
    for words in OPERATORS:
        assert answers(client, "/search", {"q": words + "card", "age": "week", "lang": "uk"}).status_code == 200
