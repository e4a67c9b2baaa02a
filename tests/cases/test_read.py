"""The list, one case, the feed; what each costs; what nobody else may meet."""

import json
import re
import xml.etree.ElementTree as ET

import pytest

from portal.cases import actions, queries
from portal.cases.queries import Choice
from portal.cases.routes.reading import views
from portal.core.db import db
from portal.topics import actions as topics
from portal.topics.models import Topic
from tests.cases import stage


def noise(staff, count=6):
    for number in range(count):
        stage.published(staff, title=f"A noisy case number {number}", topics=("points",), language="ru")


def test_it_works(cast, as_):
    noise(cast.stella)
    case = stage.published(cast.stella)
    db.session.commit()
    page = as_(cast.guest).get(f"/cases/{case.id}/{case.slug}")
    assert page.status_code == 200
    for words in (case.title, "My card is blocked", "<code>ERR_4001</code>", "Three wrong codes.", 'id="step-2"'):
        assert words in page.text
    for words in ("5.1", "Android", "Stella", f'data-steps="case-{case.id}-1"', 'href="#steps"'):
        assert words in page.text
    data = json.loads(re.search(r'ld\+json"[^>]*>(.*?)</script>', page.text, re.S)[1])
    assert [each["@type"] for each in data["@graph"]] == ["Article", "HowTo"]
    assert data["@graph"][1]["step"][1]["text"] == "Press Unblock."


def test_nothing_to_read_yet(cast, as_):
    """Nobody who chose no filter is told to take it off."""
    page, narrowed = (as_(cast.guest).get(f"/cases{query}").text for query in ("", "?lang=uk"))
    assert "What support has checked will stand here." in page
    assert "without a filter" not in page
    assert "without a filter" in narrowed
    assert "will stand here" not in narrowed


def test_other_addresses_lead_here(cast, as_):
    case = stage.published(cast.stella, title="Карта заблокирована: что делать")
    db.session.commit()
    guest = as_(cast.guest)
    for path in (f"/cases/{case.id}", f"/cases/{case.id}/old-title"):
        answer = guest.get(path)
        assert answer.status_code == 301
        assert guest.get(answer.location).status_code == 200
    assert guest.get("/cases/99999/x").status_code == 404


def test_nothing_changed(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    guest, path = as_(cast.guest), f"/cases/{case.id}/{case.slug}"
    etag = guest.get(path).headers["ETag"]
    assert guest.get(path, headers={"If-None-Match": etag}).status_code == 304
    actions.say_helped(cast.carla, case.id, helped=True)
    db.session.commit()
    assert guest.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize(("name", "most"), [("guest", 4), ("carla", 7), ("stella", 8)])
def test_one_case_costs(cast, as_, count_queries, name, most):
    question = stage.question(cast.carla)
    case = actions.promote(cast.stella, stage.answer(question, cast.amir).id, **stage.TEXT)
    for _ in range(3):
        actions.add_source(cast.stella, stage.answer(question, cast.amir).id, case_id=case.id)
    actions.publish(cast.stella, case.id)
    actions.say_helped(cast.amir, case.id, helped=False, reason="other")
    db.session.commit()
    client = as_(cast.named(name))
    with count_queries() as statements:
        assert client.get(f"/cases/{case.id}/{case.slug}").status_code == 200
    assert len(statements) <= most, statements


@pytest.mark.parametrize(("name", "most"), [("guest", 2), ("carla", 3)])
def test_the_list_costs(cast, as_, count_queries, name, most):
    noise(cast.stella, 8)
    db.session.commit()
    client = as_(cast.named(name))
    with count_queries() as statements:
        assert client.get("/cases?lang=ru").status_code == 200
    assert len(statements) <= most, statements


def test_narrowed(cast, as_):
    noise(cast.stella)
    case = stage.published(cast.stella, kind="practical_case")
    below = stage.published(cast.stella, topics=("points",), title="Below the topic of cards")
    db.session.commit()
    guest = as_(cast.guest)

    def titles(**choice):
        return {row.title for row in queries.page(cast.guest, Choice.of(**choice)).rows}

    assert titles(kind="practical_case") == {case.title}
    assert titles(lang="en") == {case.title, below.title}
    assert titles(topic="cards") >= {case.title, below.title}
    assert case.title not in titles(topic="points")
    assert len(titles(topic="", kind="zzz", lang="de")) == 8
    assert titles(topic="nowhere") == set()
    assert guest.get("/cases?topic=nowhere").status_code == 200
    assert {each.slug: each.count for each in queries.topic_counts(cast.guest, "en")} == {"cards": 1, "points": 7}


def test_pages_follow_each_other(cast):
    noise(cast.stella, 7)
    db.session.commit()
    seen, cursor = [], ""
    while True:
        page = queries.page(cast.guest, Choice(), cursor, size=3)
        seen += [row.id for row in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert len(seen) == len(set(seen)) == 7
    assert seen == sorted(seen, reverse=True)
    assert len(queries.page(cast.guest, Choice(), "bad cursor", size=3).rows) == 3


@pytest.mark.parametrize("state", ["draft", "hidden", "deleted", "archived"])
def test_nobody_else_meets_it(cast, as_, state):
    canary = "canary" + state
    case = stage.draft(cast.stella, title=f"{canary} in the title", cause=canary) if state == "draft" else None
    if case is None:
        case = stage.published(cast.stella, title=f"{canary} in the title", cause=canary)
        if state == "archived":
            actions.archive(cast.stella, case.id, reason="old")
        else:
            actions.set_status(cast.stella, case.id, state)
    db.session.commit()
    for who in (cast.guest, cast.carla, cast.pavel):
        client = as_(who)
        assert client.get(f"/cases/{case.id}/{case.slug}").status_code == 404
        assert client.get(f"/cases/{case.id}").status_code == 404
        for path in ("/cases", "/cases/feed.atom", "/cases?topic=cards"):
            assert canary not in client.get(path).text
        assert queries.cards(who, [case.id]) == {}
    assert queries.documents([case.id]) == []
    assert as_(cast.stella).get(f"/cases/{case.id}/{case.slug}").status_code == 200


@pytest.mark.parametrize(("visibility", "readers"), [("staff", "stella ada"), ("members", "carla pavel stella ada")])
def test_made_for_some(cast, as_, visibility, readers):
    case = stage.published(cast.stella, visibility=visibility, title="canarysome in the title")
    db.session.commit()
    for name in ("guest", "carla", "pavel", "stella", "ada"):
        client = as_(cast.named(name))
        sees = name in readers.split()
        assert (client.get(f"/cases/{case.id}/{case.slug}").status_code == 200) is sees
        assert ("canarysome" in client.get("/cases").text) is sees
        assert "canarysome" not in client.get("/cases/feed.atom").text
        assert bool(queries.cards(cast.named(name), [case.id])) is sees
        assert bool(queries.topic_counts(cast.named(name), "en")) is sees
    assert queries.documents([case.id])[0]["visibility"] == visibility
    assert "ld+json" not in as_(cast.stella).get(f"/cases/{case.id}/{case.slug}").text


def test_the_feed(cast, as_):
    case = stage.published(cast.stella, title="Angle <brackets> & ampersands")
    db.session.commit()
    answer = as_(cast.guest).get("/cases/feed.atom?topic=cards")
    assert answer.mimetype == "application/atom+xml"
    atom = "{http://www.w3.org/2005/Atom}"
    entries = ET.fromstring(answer.text).findall(atom + "entry")
    assert [entry.find(atom + "title").text for entry in entries] == [case.title]


def test_documents(cast):
    noise(cast.stella, 2)
    case = stage.published(cast.stella)
    (found,) = queries.documents([case.id])
    assert found["phrasings"] == ("My card is blocked", "The till refuses my card")
    assert found["topics"] == ("cards",)
    assert "Press Unblock." in found["body"]
    assert "Android" in found["body"]
    assert queries.all_ids() == sorted(queries.all_ids())
    assert len(queries.all_ids()) == 3


def test_views_are_gathered(app, cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    views.forget()
    carla, amir = as_(cast.carla), as_(cast.amir)
    for _ in range(3):
        carla.get(f"/cases/{case.id}/{case.slug}")
    amir.get(f"/cases/{case.id}/{case.slug}")
    assert views.flush(app) == 2
    db.session.refresh(case)
    assert case.view_count == 2


@pytest.mark.one_database  # read off SQLite's plan
def test_the_list_does_not_sort(cast, app):
    from sqlalchemy.dialects import sqlite

    from portal.cases.models import Case
    from portal.cases.queries.listing import _ROWS
    from portal.core import visibility

    statement = _ROWS.where(visibility.live_for(cast.guest, Case)).limit(31)
    text = str(statement.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True}))
    plan = [row[-1] for row in db.session.execute(db.text("EXPLAIN QUERY PLAN " + text))]
    assert not any("TEMP B-TREE" in line for line in plan), plan


def test_no_case_is_called_like_a_page_of_cases(app):
    """``/cases/12/edit`` is a page: a case with that slug could not be reached."""
    from portal.cases.actions.shaping import PAGES

    rules = [rule.rule.split("/") for rule in app.url_map.iter_rules() if rule.rule.startswith("/cases/<id:case_id>/")]
    assert {rule[3] for rule in rules if len(rule) == 4} - {"<slug>"} <= PAGES


def test_counts_beside_the_list_are_counted_again_when_a_case_is_another_one(cast, as_, count_queries):
    case, guest = stage.published(cast.stella), as_(cast.guest)
    db.session.commit()
    before = guest.get("/cases").text
    with count_queries() as statements:
        assert guest.get("/cases").status_code == 200
    assert len(statements) == 1, "the rows, which say that nothing was written"
    actions.archive(cast.stella, case.id, reason="Nobody has these cards any more.")
    db.session.commit()
    assert "/cases?topic=cards" in before
    assert "/cases?topic=cards" not in guest.get("/cases").text


def test_a_topic_of_another_name_is_called_so_beside_the_list(cast, as_):
    stage.published(cast.stella)
    db.session.commit()
    guest = as_(cast.guest)
    assert "Plastic" not in guest.get("/cases").text
    topic = db.session.query(Topic).filter_by(slug="cards").one()
    topics.edit(cast.ada, topic.id, names={"en": "Plastic"}, descriptions={})
    db.session.commit()
    assert "Plastic" in guest.get("/cases").text
