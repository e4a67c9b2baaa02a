"""Synonyms kept by staff: live at once, tried before they are saved, written down, and blind to what is private."""

import re

import pytest
from sqlalchemy import select

from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded
from portal.search import actions, queries, rules
from portal.search.actions import Wording
from portal.search.models import Synonym
from portal.search.queries import Asked
from tests.search import stage

GROUP = Wording(["1С", "бухгалтерия"], both_ways=True)


@pytest.fixture
def found(scene):
    stage.make_case(scene.stella, "Настройка бухгалтерии", language="ru")
    stage.make_question(scene.carla, "Выгрузка из 1С не идёт", "Второй день ошибка.", language="ru")
    stage.settle()
    return scene


def titles(actor, text):
    return [hit.card.title for hit in queries.find(actor, Asked(text)).hits]


def given(**more):
    return {"direction": "both", "phrases": "1С\nбухгалтерия", "instead": "", "language": "", "sample": ""} | more


def test_it_works(as_, found):
    assert titles(found.guest, "1С") == ["Выгрузка из 1С не идёт"]
    answer = as_(found.stella).post("/search/synonyms/new", data=given())
    assert answer.status_code == 303
    assert titles(found.guest, "1С") == ["Выгрузка из 1С не идёт", "Настройка бухгалтерии"]
    page = as_(found.guest).get("/search?q=1С").text
    assert "<mark>бухгалтерии</mark>" in page
    listed = as_(found.stella).get("/search/synonyms").text
    assert "1С, бухгалтерия" in listed
    assert "Stella" in listed


def test_other_processes_hear_of_it(found, monkeypatch):
    assert len(titles(found.guest, "1С")) == 1
    kept = list(rules._kept)
    actions.add_synonym(found.stella, wording=GROUP)
    rules._kept[:] = kept  # as in a process where nothing was changed
    assert len(titles(found.guest, "1С")) == 1
    monkeypatch.setattr(rules, "PATIENCE", 0.0)
    assert len(titles(found.guest, "1С")) == 2


def test_nothing_is_asked_while_nothing_changes(found, count_queries):
    titles(found.guest, "1С")
    with count_queries() as statements:
        rules.current()
    assert statements == []


def test_tried_before_it_is_saved(as_, found):
    page = as_(found.stella).post("/search/synonyms/new", data=given(sample="1С", **{"try": "1"})).text
    before, after = page[page.index("<h3>Before") :].split("<h3>After")
    assert "Настройка бухгалтерии" not in before
    assert "Настройка бухгалтерии" in after
    assert "new here" in after
    assert db.session.scalars(select(Synonym)).all() == []
    assert len(titles(found.guest, "1С")) == 1


def test_trying_an_edit_leaves_the_old_wording_out(as_, found):
    kept = actions.add_synonym(found.stella, wording=GROUP)
    data = given(direction="one", phrases="касса", instead="бухгалтерия", sample="1С", **{"try": "1"})
    page = as_(found.stella).post(f"/search/synonyms/{kept.id}", data=data).text
    assert "Настройка бухгалтерии" not in page


def test_one_way(found):
    actions.add_synonym(found.stella, wording=Wording(["1С"], ["бухгалтерия"], "ru"))
    assert len(titles(found.guest, "1С")) == 2
    assert len(titles(found.guest, "бухгалтерия")) == 1


def test_edit_and_remove(as_, found):
    kept = actions.add_synonym(found.stella, wording=GROUP)
    stella = as_(found.stella)
    assert "бухгалтерия" in stella.get(f"/search/synonyms/{kept.id}").text
    stella.post(f"/search/synonyms/{kept.id}", data=given(phrases="1С\nкурьер"))
    assert titles(found.guest, "бухгалтерия") == ["Настройка бухгалтерии"]
    stella.post(f"/search/synonyms/{kept.id}/remove")
    assert len(titles(found.guest, "1С")) == 1
    entries = db.session.scalars(select(AuditEntry).where(AuditEntry.kind == "synonym").order_by(AuditEntry.id)).all()
    assert [entry.action for entry in entries] == ["synonym.add", "synonym.edit", "synonym.remove"]
    assert {entry.actor_id for entry in entries} == {found.stella.id}
    assert entries[1].detail["phrases"] == ["1С", "курьер"]


@pytest.mark.parametrize("who", ["guest", "carla", "pavel"])
def test_who_may_not(as_, found, who):
    client, actor = as_(found.named(who)), found.named(who)
    with pytest.raises(SignInNeeded if who == "guest" else Forbidden):
        actions.add_synonym(actor, wording=GROUP)
    with pytest.raises((SignInNeeded, Forbidden)):
        queries.synonyms(actor)
    for address in ("/search/synonyms", "/search/synonyms/new"):
        assert client.get(address).status_code == (302 if who == "guest" else 403)
    assert client.post("/search/synonyms/new", data=given()).status_code == (303 if who == "guest" else 403)
    assert "Synonyms and pins" not in client.get("/search?q=card").text


@pytest.mark.parametrize(
    ("wording", "field"),
    [
        (Wording(["одно"], both_ways=True), "phrases"),
        (Wording(["…", "слово"], both_ways=True), "phrases"),
        (Wording(["слово"] * 3, both_ways=True), "phrases"),
        (Wording([], ["слово"]), "phrases"),
        (Wording(["слово"], ["слово"]), "instead"),
        (Wording(["раз два три четыре пять шесть семь"], ["слово"]), "phrases"),
        (Wording(["я" * 81], ["слово"]), "phrases"),
        (Wording([f"слово{number}" for number in range(13)], both_ways=True), "phrases"),
        (Wording(["слово"], ["дело"], "de"), "language"),
    ],
)
def test_what_is_no_rule(scene, wording, field):
    with pytest.raises(Invalid) as refused:
        actions.add_synonym(scene.stella, wording=wording)
    assert refused.value.field == field


def test_a_form_keeps_what_was_written(as_, found):
    answer = as_(found.stella).post("/search/synonyms/new", data=given(phrases="одно слово"))
    assert answer.status_code == 422
    assert "одно слово" in answer.text
    with pytest.raises(NotFound):
        actions.remove_synonym(found.stella, 999)


def test_sight_stays_what_it_was(as_, found):
    stage.make_case(found.stella, "A rosefinch for staff", visibility="staff")
    hidden = stage.make_question(found.carla, "A siskin of mine", "The siskin sings.")
    hidden.status = "hidden"
    stage.settle()
    actions.add_synonym(found.stella, wording=Wording(["canary"], ["rosefinch", "siskin"]))
    assert titles(found.stella, "canary") == ["A rosefinch for staff"]
    for who in ("guest", "carla", "nils"):
        page = as_(found.named(who)).get("/search?q=canary").text
        assert not re.search("rosefinch|siskin", page)
        results = queries.find(found.named(who), Asked("canary"))
        assert results.total == sum(sum(counts.values()) for counts in results.facets.values()) == 0


def test_searching_works_without_any(found):
    assert rules.current().mark == ""
    assert titles(found.guest, "parcel") != []


def test_suggestions_know_them(client, found):
    def suggested():
        return [item["title"] for item in client.get("/search/suggest?q=1С").json["items"]]

    assert suggested() == ["Выгрузка из 1С не идёт"]
    actions.add_synonym(found.stella, wording=GROUP)
    assert suggested() == ["Выгрузка из 1С не идёт", "Настройка бухгалтерии"]
