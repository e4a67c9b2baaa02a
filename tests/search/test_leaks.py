"""Canaries: what one may not see shows nowhere that search reaches, and whoever may see it does find it.

Each canary is a thing with two words of its own: one is searched for (``word``), the other (``tell``) stands beside it
and is never typed. A ``tell`` in any answer is a leak. A new door is a line in ``DOORS``, a new way of keeping something
from people a line in ``canaries``.
"""

import json
from collections.abc import Callable
from dataclasses import replace
from itertools import product
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from portal.accounts import queries as accounts
from portal.cases import actions as cases
from portal.cases.actions.shaping import Content
from portal.cli import context, portal
from portal.core import clock
from portal.core.db import db
from portal.ideas import actions as ideas
from portal.questions import actions as questions
from portal.search import documents, engine, queries
from portal.search.queries import Asked
from portal.topics.models import Topic
from tests.cast import make_person
from tests.search import stage

COMMON = "aviary"  # stands in every canary
TOPIC = "secret-birds"  # and in no other thing
STAFF = frozenset({"stella", "ada"})
TEAM = STAFF | {"pavel"}
MEMBERS = TEAM | {"carla", "amir", "nils", "goldie", "acmer"}
EVERYBODY = MEMBERS | {"guest"}
NOBODY: frozenset[str] = frozenset()
READERS = ("guest", "nils", "carla", "goldie", "acmer", "pavel", "stella")


def _typo(word: str) -> str:
    return word[:2] + word[3] + word[2] + word[4:]


DOORS: dict[str, Callable[[str, str], str]] = {  # name -> the address that somebody who knows the word would ask
    "results": lambda word, _: f"/search?q={word}",
    "narrowed": lambda word, _: f"/search?q={word}&topic={TOPIC}&explain=1",
    "phrase": lambda word, _: f'/search?q="{word} {COMMON}"',
    "misspelt": lambda word, _: f"/search?q={_typo(word)}",
    "suggest": lambda word, _: f"/search/suggest?q={word[:5]}",
    "similar": lambda word, _: f"/search/similar?title=A {word} in the {COMMON}",
}
FEEDS = ("/questions/feed.atom", "/ideas/feed.atom", "/cases/feed.atom", f"/topics/{TOPIC}/feed.atom", "/")


class Canary(NamedTuple):
    """Two words, who finds the thing by the first, and whether a word of its title suggests it."""

    word: str
    tell: str
    finders: frozenset[str]
    titled: bool = True


class People(NamedTuple):
    scene: object
    extra: dict[str, object]

    def named(self, name: str):
        return self.extra.get(name) or self.scene.named(name)


@pytest.fixture
def people(scene):
    db.session.add(Topic(slug=TOPIC, names={"en": "Secret birds"}, created_at=clock.now()))
    made = {
        "goldie": make_person("Goldie", segment="gold"),
        "acmer": make_person("Acmer", company="Acme"),
    }
    db.session.commit()
    return People(scene, {name: accounts.actor_of(person.id) for name, person in made.items()})


def _as(post, **columns):
    for name, value in columns.items():
        setattr(post, name, value)
    db.session.flush()
    return post


WAYS: list[tuple[str, dict[str, str], frozenset[str]]] = [  # name, columns, who finds it
    ("public", {}, EVERYBODY),
    ("members", {"visibility": "members"}, MEMBERS),
    ("segment", {"visibility": "segment", "audience": "gold"}, TEAM | {"goldie"}),
    ("company", {"visibility": "company", "audience": "Acme"}, TEAM | {"acmer"}),
    ("private", {"visibility": "private"}, STAFF | {"carla"}),
    ("staff", {"visibility": "staff"}, STAFF),
    *((status, {"status": status}, NOBODY) for status in ("draft", "waiting", "hidden", "archived", "deleted")),
]
_SYLLABLES = ("ba", "do", "fe", "gu", "ki", "lo", "mu", "na", "pe", "ru", "so", "ta", "ve", "zi", "qo", "wu")


def _invented(number: int, ending: str) -> str:
    """A word like no other: two of them never differ by less than three letters."""
    first, second = divmod(number, len(_SYLLABLES))
    return _SYLLABLES[second] * 2 + _SYLLABLES[(second * 7 + first) % 16] + _SYLLABLES[first] + ending


@pytest.fixture
def canaries(people):
    """Every kind of thing in every way of being kept from people."""
    scene, made = people.scene, []

    def words(finders, *, titled=True):
        canary = Canary(_invented(len(made), "rix"), _invented(len(made), "mond"), frozenset(finders), titled)
        made.append(canary)
        return canary

    def title(canary):
        return f"A {canary.word} in the {COMMON} and its {canary.tell}"

    for way, columns, finders in WAYS:
        _as(stage.make_question(scene.carla, title(words(finders)), "It sings.", topic=TOPIC), **columns)
        idea = words(finders)
        _as(stage.make_idea(scene.carla, title(idea), f"The {idea.tell} is mine.", topic=TOPIC), **columns)
        of_staff = finders - {"carla"} if way == "private" else finders  # a case is written by staff
        _as(stage.make_case(scene.stella, title(words(of_staff)), topic=TOPIC), **columns)
        if way not in {"segment", "company"}:  # an answer is for all who read its question, or for fewer
            host = stage.make_question(scene.carla, "A seen question about a cage", "Which one?", topic=TOPIC)
            told = words(EVERYBODY if way == "public" else NOBODY, titled=False)
            _as(stage.make_answer(scene.amir, host, f"The {told.word} of the {COMMON} has a {told.tell}."), **columns)
    host = stage.make_question(scene.carla, "Another question about a cage", "Which one?", topic=TOPIC)
    said = words(NOBODY, titled=False)  # comments are not searched: they come and go
    questions.comment(scene.nils, question_id=host.id, body=f"The {said.word} and its {said.tell}")
    before = words(NOBODY)
    edited = stage.make_question(scene.carla, title(before), f"My number is {before.tell}.", topic=TOPIC)
    idea = stage.make_idea(scene.carla, "An idea for a cage of glass", topic=TOPIC)
    comment = words(NOBODY, titled=False)
    ideas.comment(scene.nils, idea.id, body=f"The {comment.word} and its {comment.tell}")
    case = stage.make_case(scene.stella, "A case about cages", topic=TOPIC)
    stage.settle()
    questions.edit(
        scene.carla, question_id=edited.id, title="A question without its secret", body="Gone.",
        topic_names=[TOPIC], base_revision=edited.revision, language="en",
    )  # fmt: skip
    pending = words(NOBODY)
    content = Content(
        kind="common_issue", language="en", title=title(pending), symptoms=f"The {pending.tell}.", cause="",
        steps=("Do this.",), topics=(TOPIC,),
    )  # fmt: skip
    cases.edit(scene.stella, case.id, content=content, base_revision=case.latest_revision)
    stage.settle()
    return made


def test_nobody_is_told_what_they_may_not_see(as_, people, canaries):
    for name in READERS:
        client = as_(people.named(name))
        for canary, (door, address) in product(canaries, DOORS.items()):
            part = {"X-Fragment": "1"} if door == "similar" else {}
            answer = client.get(address(canary.word, canary.tell), headers=part)
            assert answer.status_code == 200
            if name not in canary.finders:
                assert canary.tell not in answer.text, (name, door, canary)
            elif door in {"results", "narrowed"} or (canary.titled and door in {"suggest", "phrase"}):
                assert canary.tell in answer.text, (name, door, canary)  # the positive control


def test_figures_count_only_what_one_sees(people, canaries):
    for name in READERS:
        reader = people.named(name)
        seen = sum(name in canary.finders for canary in canaries)
        for asked in (Asked(COMMON), Asked(COMMON, topics=(TOPIC,)), Asked(f"[{TOPIC}] {COMMON} created:<1y")):
            found = queries.find(reader, asked, size=200)
            assert found.total == len(found.hits) == seen, name
            for facet in ("kind", "language"):
                assert sum(found.facets[facet].values()) == seen, (name, facet)
            assert found.facets["date"] == {"week": seen, "month": seen, "year": seen}
            assert found.facets["topic"] == {TOPIC: seen}
            assert sum(found.facets["accepted"].values()) == found.facets["kind"]["question"]


def test_facets_are_silent_about_a_topic_that_is_all_hidden(people, canaries):
    for canary in canaries:
        if "guest" not in canary.finders:
            found = queries.find(people.scene.guest, Asked(f"{canary.word} {COMMON}", kind="case"))
            assert canary.tell not in repr(found)


def test_related_things_and_feeds(as_, people, canaries):
    related = [f"/related/{kind}/{number}" for kind in ("question", "case", "idea") for number in (2, 3)]
    for name in READERS:
        client = as_(people.named(name))
        pages = [client.get(address, headers={"X-Fragment": "1"}) for address in related]
        pages += [client.get(address) for address in FEEDS]
        assert any(page.status_code == 200 for page in pages)
        for page, canary in product(pages, canaries):
            assert name in canary.finders or canary.tell not in page.text, (name, page.request.path, canary)


def test_while_the_index_is_away(as_, people, canaries, whoosh):
    """The database answers in its place."""
    for name in ("guest", "nils", "pavel"):
        client = as_(people.named(name))
        for canary in canaries:
            text = client.get(f"/search?q={canary.word}").text
            assert (canary.tell in text) == (canary.titled and name in canary.finders), (name, canary)


def test_an_index_that_promises_too_much(as_, people, canaries):
    """Documents that stayed behind with a token for everybody: the database has the last word."""
    for kind in documents.SOURCES:
        ids = list(documents.SOURCES[kind].all_ids())
        engine.current().upsert([replace(each, audience="public") for each in documents.of(kind, ids)])
    client = as_(people.scene.guest)
    for canary in canaries:
        for door in DOORS.values():
            text = client.get(door(canary.word, canary.tell), headers={"X-Fragment": "1"}).text
            assert "guest" in canary.finders or canary.tell not in text, canary


def test_the_command_line_searches_as_a_guest(app, people, canaries, monkeypatch):
    monkeypatch.setattr(context, "create_app", lambda _settings: app)
    done = CliRunner().invoke(portal, ["search", COMMON, "--limit", "200", "--json"])
    titles = [row["title"] for row in json.loads(done.stdout)]
    assert len(titles) == sum("guest" in canary.finders for canary in canaries)
    for canary in canaries:
        assert "guest" in canary.finders or canary.tell not in done.stdout
