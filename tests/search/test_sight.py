"""What one may not see is not found: not in hits, counts, facets, suggestions, similar or related things.

Each canary carries a word of its own, and none is near another: a misspelling of a word one may see is mended. The positive control comes first: whoever may see it does find it.
"""

from typing import NamedTuple

import pytest

from portal.core import stewards
from portal.core.db import db
from portal.questions.models import Answer, Question
from portal.search import engine
from tests.search import stage

EVERYBODY = ("guest", "carla", "amir", "nils", "stella", "pavel", "ada")
STAFF = {"stella", "ada"}


class Canary(NamedTuple):
    """A word, and who finds it."""

    word: str
    finders: frozenset[str]


def question(actor, word, **more):
    return stage.make_question(actor, f"A {word} sits in the garden", f"The {word} sings.", **more)


def _as(post, **columns):
    for name, value in columns.items():
        setattr(post, name, value)
    db.session.flush()


@pytest.fixture
def canaries(scene):
    """Every way in which something is kept from people."""
    members = frozenset(EVERYBODY) - {"guest"}
    _as(question(scene.carla, "goldfinch"))
    _as(question(scene.carla, "siskin"), visibility="members")
    _as(question(scene.carla, "linnet"), visibility="private")
    _as(question(scene.carla, "redpoll"), visibility="staff")
    for word, status in (
        ("kittiwake", "hidden"),
        ("hoopoe", "deleted"),
        ("brambling", "waiting"),
        ("dotterel", "draft"),
    ):
        _as(question(scene.carla, word), status=status)
    host = question(scene.carla, "cormorant")
    answer = stage.make_answer(scene.amir, host, "Look at the ptarmigan there.")
    _as(answer, status="hidden")
    stage.draft_case(scene.stella, "A crossbill in draft")
    stage.make_case(scene.stella, "A waxwing for staff", visibility="staff")
    gone = stage.make_case(scene.stella, "A avocet of old")
    _as(gone, status="archived")
    idea = stage.make_idea(scene.carla, "A parrotbill should be hidden")
    _as(idea, status="hidden")
    stage.settle()
    found = {
        "goldfinch": set(EVERYBODY),
        "cormorant": set(EVERYBODY),
        "siskin": members,
        "linnet": {"carla", *STAFF},
        "redpoll": STAFF,
        "waxwing": STAFF,
    }
    nobody = ["kittiwake", "hoopoe", "brambling", "dotterel", "ptarmigan", "crossbill", "avocet", "parrotbill"]
    return [Canary(word, frozenset(found.get(word, ()))) for word in [*found, *nobody]]


def everything_said(client, word):
    """What every door of search answers to somebody who looks for this word."""
    yield "counts", "1 result" in client.get(f"/search?q={word}").text
    yield "results", "/questions/" in shown(client.get(f"/search?q={word}").text, word)
    part = {"X-Fragment": "1"}
    yield "suggest", bool(client.get(f"/search/suggest?q={word}").json["items"])
    similar = client.get(f"/search/similar?title=a {word} sits in the garden", headers=part).text
    yield "similar", word in similar


def shown(page, word):
    """Only what the page says by itself: not the words that were typed."""
    start, end = page.find('class="hits"'), page.find("</ol>")
    return page[start:end] if 0 <= start < end else ""


@pytest.mark.parametrize("name", EVERYBODY)
def test_only_who_may_see_it_finds_it(as_, canaries, scene, name):
    client = as_(scene.named(name))
    for canary in canaries:
        said = dict(everything_said(client, canary.word))
        if name not in canary.finders:
            assert said == dict.fromkeys(said, False), (name, canary.word)
        else:
            assert said["counts"], (name, canary.word)
            assert said["suggest"] or canary.word == "ptarmigan", (name, canary.word)


def test_the_database_decides_when_the_index_is_wrong(as_, scene):
    """A document that stayed behind, with a token that promises too much."""
    made = question(scene.carla, "wryneck")
    stage.settle()
    _as(made, status="hidden")
    db.session.commit()  # no event: the index knows nothing of it
    client = as_(scene.guest)
    page = client.get("/search?q=wryneck").text
    assert "/questions/" not in shown(page, "wryneck")
    assert client.get("/search/suggest?q=wryneck").json["items"] == []
    assert "wryneck" not in client.get("/search/similar?title=a wryneck sits", headers={"X-Fragment": "1"}).text


def test_a_hidden_answer_is_in_no_snippet(as_, scene):
    host = question(scene.carla, "dunnock")
    answer = stage.make_answer(scene.amir, host, "The dunnock met a pipit under the hedge.")
    stage.settle()
    assert "pipit" in as_(scene.guest).get("/search?q=dunnock+hedge").text
    db.session.get(Answer, answer.id).status = "hidden"
    db.session.commit()
    assert "pipit" not in as_(scene.guest).get("/search?q=dunnock+hedge").text


def test_related_leaks_nothing(as_, canaries, scene):
    seen = db.session.scalars(db.select(Question).where(Question.title.contains("goldfinch"))).one()
    private = db.session.scalars(db.select(Question).where(Question.title.contains("linnet"))).one()
    for name in EVERYBODY:
        client = as_(scene.named(name))
        page = client.get(f"/related/question/{seen.id}", headers={"X-Fragment": "1"}).text
        for canary in canaries:
            assert name in canary.finders or canary.word not in page, (name, canary.word)
        assert client.get(f"/related/question/{private.id}").status_code == (200 if name in {"carla", *STAFF} else 404)


def test_facets_count_only_what_one_sees(as_, scene):
    _as(question(scene.carla, "nuthatch", topic="bonuses"), visibility="staff")
    question(scene.carla, "nuthatch", topic="cards")
    stage.settle()
    assert "Bonuses" not in as_(scene.guest).get("/search?q=nuthatch").text
    assert "Bonuses" in as_(scene.stella).get("/search?q=nuthatch").text


def test_hidden_by_a_moderator_and_back(as_, scene):
    made = question(scene.carla, "treecreeper")
    stage.settle()
    client = as_(scene.guest)
    assert "1 result" in client.get("/search?q=treecreeper").text
    stewards.of("question").set_status(scene.stella, made.id, "hidden")
    stage.settle()
    assert "Nothing found" in client.get("/search?q=treecreeper").text
    assert "1 result" not in as_(scene.stella).get("/search?q=treecreeper").text
    stewards.of("question").set_status(scene.stella, made.id, "live")
    stage.settle()
    assert "1 result" in client.get("/search?q=treecreeper").text


def test_the_index_holds_only_what_is_live(canaries):
    titles = {"kittiwake", "hoopoe", "brambling", "dotterel", "crossbill", "avocet", "parrotbill"}
    assert engine.current().health().documents == 3 + len(canaries) - len(titles) - 1  # noise, and the hidden answer
