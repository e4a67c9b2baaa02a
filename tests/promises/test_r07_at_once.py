"""R7: who may see a thing changes at once: on pages, though caches are warm and the browser holds a copy, and in
search as soon as the index has heard of it."""

import re

import pytest

from portal.core import jobs, stewards
from portal.core.db import db
from portal.search import engine
from tests.cases import stage
from tests.ideas.conftest import actions as ideas
from tests.questions.written import make_answer, make_question, make_topics

WORD = "quokkabell"


@pytest.fixture
def things(cast):
    """``kind -> (id, pages that show it)``; every text has the word."""
    engine.current().rebuild(())
    make_topics()
    question = make_question(cast.carla, title=f"A question of {WORD}", body=WORD)
    other = make_question(cast.nils, title="A question of no such word", body="Nothing.")
    answer = make_answer(cast.carla, other, WORD)
    idea = ideas.propose(cast.carla, title=f"An idea of {WORD}", body=WORD, topics=["cards"])
    case = stage.published(cast.stella, title=f"A case of {WORD}", symptoms=WORD)
    db.session.commit()
    jobs.drain()
    lists = ["/", "/questions", "/ideas", "/cases", "/topics/cards", "/people/1/carla"]
    lists += ["/questions/feed.atom", "/ideas/feed.atom", "/cases/feed.atom", "/topics/cards/feed.atom"]
    return {
        "question": (question.id, [f"/questions/{question.id}/{question.slug}", *lists]),
        "answer": (answer.id, [f"/questions/{other.id}/{other.slug}", f"/questions/{other.id}/feed.atom", *lists]),
        "idea": (idea.id, [f"/ideas/{idea.id}/{idea.slug}", *lists]),
        "case": (case.id, [f"/cases/{case.id}/{case.slug}", *lists]),
    }


def shown(client, pages, held):
    """Pages that show the word, asked as a browser that holds a copy of each would ask; a 304 shows the copy."""
    found = []
    for page in pages:
        known = held.get((client, page))
        answer = client.get(page, headers={"If-None-Match": known[0]} if known and known[0] else {})
        text = known[1] if answer.status_code == 304 else answer.text
        held[client, page] = (answer.headers.get("ETag", known[0] if known else ""), text)
        if WORD in re.sub(rf"an?-(question|idea|case)-of-{WORD}", "", text):  # the address that was asked for
            found.append(page)
    return found


KINDS, CHANGES = ("question", "answer", "idea", "case"), ("hidden", "deleted", "staff")
# an answer has no visibility of its own: it is seen by those who see its question
TOGETHER = [(kind, change) for kind in KINDS for change in CHANGES if (kind, change) != ("answer", "staff")]


@pytest.mark.parametrize(("kind", "change"), TOGETHER)
def test_pages_and_search_follow(app, cast, as_, things, kind, change):
    number, pages = things[kind]
    for other, (rest, _) in things.items():  # only the thing in question has the word on a page
        if other != kind:
            stewards.of(other).set_status(cast.stella, rest, "hidden")
    db.session.commit()
    jobs.drain()
    readers, held = [as_(cast.guest), as_(cast.nils)], {}
    before = [shown(reader, pages, held) for reader in readers]
    assert all(before)
    assert all(WORD in reader.get(f"/search?q={WORD}").text.replace(f"q={WORD}", "") for reader in readers)
    row = stewards.of(kind).get(number)
    _change(cast, kind, number, row, change)
    assert [shown(reader, pages, held) for reader in readers] == [[], []]
    jobs.drain()
    for reader in readers:
        assert f"A {kind} of" not in reader.get(f"/search?q={WORD}").text
        assert WORD not in reader.get(f"/search/suggest?q={WORD}").text
    _change(cast, kind, number, row, "live" if change != "staff" else "public")
    assert [shown(reader, pages, held) for reader in readers] == before


def _change(cast, kind, number, row, to):
    if to in {"staff", "public"}:
        row.visibility = to
        row.version += 1  # as every action does that changes a thing
    else:
        stewards.of(kind).set_status(cast.stella, number, to)
    db.session.commit()
