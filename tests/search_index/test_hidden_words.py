"""A word that stands in hidden documents alone is answered like one that stands nowhere, whatever stands beside it: else
whoever asks for a word of a private question beside public ones learns whether it is there."""

from datetime import UTC, datetime

import pytest

from search_index.document import Document
from search_index.engine import open_engine
from search_index.query import Query

from .corpus import ENGINES

GUEST = frozenset({"public"})
MADE = datetime(2026, 1, 1, tzinfo=UTC)
CANARY = "xylocanary"
RARE = [f"zorb{letter}x" for letter in "abcdefghijklmnop"]  # as many as are looked up
SMALL = [("rare words", " ".join(RARE)), ("payment card", "the card terminal fails"), ("card", "card terminal")]
LARGE = [(f"thing{number} common", f"alpha{number % 7} common thing{number}") for number in range(520)]
ASKED = [
    f"card {CANARY}",
    "card " + f"{CANARY} " * 20,
    " ".join([*RARE, CANARY]),
    " ".join([CANARY, *RARE, "card"]),
    f"card {CANARY}-terminal",
    f'"card {CANARY}"',
    f"common {CANARY}",
    f"thing5 common {CANARY}",
]


def document(number, title, body, audience="public"):
    return Document("question", number, title, body, "en", audience, MADE, MADE)


def answers(engine):
    found = {}
    for text in ASKED:
        for sort in ("relevance", "newest"):
            page = engine.search(Query(text, GUEST, sort=sort))
            hits = [(hit.id, hit.missing) for hit in page.hits]
            found[text, sort] = (hits, page.total, page.partial, page.loosened, page.mended, page.facets)
        related = engine.similar(text, f"{CANARY} " * 30, audiences=GUEST)
        found[text, "related"] = [hit.id for hit in related]
    return found


@pytest.mark.parametrize("texts", [SMALL, SMALL + LARGE], ids=["small", "large"])
@pytest.mark.parametrize("url", ENGINES)
def test_hidden_words_change_no_answer(url, texts, tmp_path):
    engine = open_engine(url, tmp_path)
    engine.rebuild([document(number, *text) for number, text in enumerate(texts, 1)])
    before = answers(engine)
    assert any(value[1] for (_, sort), value in before.items() if sort != "related")
    hidden = ["staff", "person-5", "person-6"]
    engine.upsert([document(9_000 + n, CANARY, f"{CANARY} terminal", audience) for n, audience in enumerate(hidden)])
    assert answers(engine) == before
    engine.upsert([document(1, *texts[0]), document(9_100, CANARY, "terminal")])
    engine.delete([("question", 9_100)])  # until segments are merged, what it held is counted
    assert answers(engine) == before


@pytest.mark.parametrize("url", ENGINES)
def test_small_words_alone_are_no_answer(url, tmp_path):
    """ "discount for students" is not answered by whatever holds "for"; "what is it for", which has no others, is."""
    engine = open_engine(url, tmp_path)
    engine.rebuild([document(1, "A card for you", "what it is for"), document(2, "Terminal", "what a terminal is for")])
    assert engine.search(Query("discount for students", GUEST)).total == 0
    assert engine.search(Query("what is it for", GUEST)).total == 2


@pytest.mark.parametrize("url", ENGINES)
def test_a_small_word_does_not_take_the_place_of_a_frequent_one(url, tmp_path):
    """In a large index what most documents hold is left off beside rarer words, but not for a small one."""
    engine = open_engine(url, tmp_path)
    few = [(title, f"{body} what it is for") for title, body in LARGE[:5]]
    engine.rebuild([document(number, *text) for number, text in enumerate(few + LARGE[5:], 1)])
    assert engine.search(Query("for common", GUEST)).total >= len(LARGE) - len(few)


@pytest.mark.parametrize("url", ENGINES)
def test_a_word_of_a_title_that_was_hidden_changes_no_suggestion(url, tmp_path):
    """The book of titles forgets nothing; whether a word stands in one that a reader sees is asked anew."""
    engine = open_engine(url, tmp_path)
    engine.rebuild([document(1, "Card terminal fails", "no words"), document(2, f"Terminals {CANARY}", "no words")])
    asked = (f"{CANARY} fai", f"terminals {CANARY} fai", f"card {CANARY} ter")
    engine.upsert([document(2, f"Terminals {CANARY}", "no words", "staff")])
    after = [[hit.id for hit in engine.suggest(text, GUEST)] for text in asked]
    assert after == [[hit.id for hit in engine.suggest(text.replace(CANARY, "zzyzx"), GUEST)] for text in asked]
    assert after[0] == [1]
