"""Suggestions under the search field, similar and related things."""

from dataclasses import replace

import pytest

from portal.cases import actions as cases
from portal.cases import content as contents
from portal.cases.models import Case
from portal.core.db import db
from portal.core.refs import Ref
from portal.notifications.queries import following
from portal.search.models import SearchOutcome
from tests.search import stage


@pytest.fixture
def found(scene):
    stage.make_case(scene.stella, "Card is not read at the till")
    solved = stage.make_question(scene.carla, "My card is not read by the scanner", "At the till.")
    stage.make_answer(scene.amir, solved, "Clean it.")
    stage.make_question(scene.carla, "Why is my card not read in the metro?", "At the gate.")
    stage.make_idea(scene.carla, "Let the card be read from the phone")
    stage.settle()
    return scene


def test_it_works(client, found):
    items = client.get("/search/suggest?q=card+rea").json["items"]
    assert items
    assert {"title", "parts", "url", "hint", "lang"} == set(items[0])
    assert all("ard" in item["title"] for item in items)
    assert all("".join(text for text, _ in item["parts"]) == item["title"] for item in items)
    assert {text.lower() for item in items for text, typed in item["parts"] if typed} == {"card", "rea"}
    assert client.get(items[0]["url"]).status_code == 200


@pytest.mark.parametrize("typed", ["cadr not rea", "сфкв тще куф", "кард not rea"])
def test_a_mistyped_word_keeps_the_best_suggestion(client, found, typed):
    """Another title that begins like the last word alone stood first."""
    stage.make_question(found.carla, "Reading the terms", "Where are they?")
    stage.settle()
    items = client.get("/search/suggest", query_string={"q": typed}).json["items"]
    assert items
    assert all({"Card", "card"} & {text for text, marked in item["parts"] if marked} for item in items)


@pytest.mark.parametrize("typed", ["scanners", "how do I get it read by the scanners at a till"])
def test_other_forms_and_whole_sentences_are_searched(client, found, typed):
    """No title has a word that begins like that."""
    items = client.get("/search/suggest", query_string={"q": typed}).json["items"]
    assert "My card is not read by the scanner" in [item["title"] for item in items]
    assert client.get("/search/suggest", query_string={"q": "zebra pelican card xylophone"}).json["items"] == []


def test_nothing_typed(client, found):
    assert client.get("/search/suggest").json == {"items": []}
    assert client.get("/search/suggest?q=%20").json == {"items": []}


def titles(page):
    return [line for line in page.split("\n") if "<a href" in line and "similar" not in line]


def test_similar_rows_in_order(client, found):
    page = client.get("/search/similar?title=card read", headers={"X-Fragment": "1"}).text
    assert "<html" not in page
    assert page.count("similar__row") <= 5
    case, solved = page.index("/cases/"), page.index("by the scanner")
    opened, idea = page.index("in the metro"), page.index("/ideas/")
    assert case < solved < opened < idea


def test_similar_by_kind(client, found):
    page = client.get("/search/similar?title=card read&kinds=idea,case", headers={"X-Fragment": "1"}).text
    assert page.index("/ideas/") < page.index("/cases/")
    assert "/questions/" not in page


def test_similar_as_a_page(client, found):
    page = client.get("/search/similar?title=card read").text
    assert "<html" in page
    assert 'formaction="/search/solved/case/' in page


def test_me_too_is_for_members(as_, found):
    address, part = "/search/similar?title=card read", {"X-Fragment": "1"}
    assert "/me-too" not in as_(found.guest).get(address, headers=part).text
    assert "/me-too" in as_(found.nils).get(address, headers=part).text
    assert "/me-too" not in as_(found.carla).get(address, headers=part).text  # her own


def test_cases_and_ideas_can_be_followed(as_, found):
    address, part = "/search/similar?title=card read", {"X-Fragment": "1"}
    assert "/follow?" not in as_(found.guest).get(address, headers=part).text
    client = as_(found.nils)
    page = client.get(address, headers=part).text
    assert "/follow?kind=case&amp;thing_id=2" in page
    assert "/follow?kind=idea&amp;thing_id=2" in page
    assert "kind=idea" not in as_(found.carla).get(address, headers=part).text  # her own
    answer = client.post("/follow?kind=idea&thing_id=2", data={"title": "card read", "follow": "1"})
    assert answer.status_code == 303
    assert answer.location.startswith("/ideas/2/")
    assert following.follows(found.nils, Ref("idea", 2))


def test_solved_is_counted_without_a_name(as_, found):
    client = as_(found.nils)
    answer = client.post("/search/solved/case/2")
    assert answer.status_code == 303
    assert answer.location.startswith("/cases/2/")
    row = db.session.scalars(db.select(SearchOutcome)).one()
    assert (row.kind, row.thing_id, row.outcome, row.language) == ("case", 2, "solved", "en")
    assert "Did this solve it?" in client.get("/search/solved/case/2").text  # reading counts nothing
    assert len(db.session.scalars(db.select(SearchOutcome)).all()) == 1


@pytest.mark.parametrize("path", ["case/999", "person/1", "nonsense/1"])
def test_solved_by_nothing(client, found, path):
    assert client.post(f"/search/solved/{path}").status_code == 404


def test_related(client, found):
    page = client.get("/related/case/2", headers={"X-Fragment": "1"}).text
    assert "scanner" in page
    assert "/cases/2/" not in page
    assert "<html" in client.get("/related/case/2").text
    assert client.get("/related/case/999").status_code == 404
    assert client.get("/related/person/1").status_code == 404


def test_a_case_is_not_related_to_what_it_was_made_of(client, found):
    """Neither is its translation; what is related besides is judged among the others."""
    question = stage.make_question(found.nils, "My card is not read at the till", "The till says no card.")
    answer = stage.make_answer(found.amir, question, "Clean the card.")
    case = db.session.scalars(db.select(Case).order_by(Case.id.desc())).first()
    stage.settle()
    shown = f'href="/questions/{question.id}/'
    assert shown in related(client, case.id)
    cases.add_source(found.stella, answer.id, case_id=case.id)
    words = replace(contents.of(case), title="Карта (card is not read at the till)")
    translation = cases.translate(found.stella, case.id, language="ru", content=words)
    cases.publish(found.stella, translation.id)
    stage.settle()
    for each in (case, translation):
        page = related(client, each.id)
        assert shown not in page
        assert "by the scanner" in page
    assert f'href="/cases/{case.id}/' in related(client, question.id, "question")


def related(client, number, kind="case"):
    return client.get(f"/related/{kind}/{number}", headers={"X-Fragment": "1"}).text
