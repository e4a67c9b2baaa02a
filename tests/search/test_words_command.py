"""``portal correct``, ``portal suggest`` and ``portal similar``."""

import json

import pytest
from click.testing import CliRunner

from portal.cli import context, portal
from tests.search import stage


@pytest.fixture
def run(app, scene, monkeypatch):
    stage.make_question(scene.carla, "Потеряла карту, пропадут ли бонусы?", "Карта была в сумке.", language="ru")
    stage.make_question(scene.carla, "Карту не читает касса", "Карта новая.", language="ru")
    hidden = stage.make_question(scene.carla, "Кракозябрик под снегом", "Карта.", language="ru")
    hidden.visibility = "members"
    stage.settle()
    monkeypatch.setattr(context, "create_app", lambda _settings: app)

    def run(*words):
        done = CliRunner().invoke(portal, list(words))
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def rows(run, *words):
    return json.loads(run(*words, "--json"))


def test_correct(run):
    [row, *_] = rows(run, "correct", "rfhnf")
    assert list(row) == ["text", "kind", "score"]
    assert (row["text"], row["kind"]) == ("карта", "layout")
    assert rows(run, "correct", "karta")[0]["kind"] == "transliteration"
    assert rows(run, "correct", "потеряал")[0] == rows(run, "correct", "потеряал", "--limit", "1")[0]
    assert rows(run, "correct", "карта") == []
    assert "карта" in run("correct", "rfhnf")


def test_correct_as_a_guest(run):
    assert rows(run, "correct", "кракозябрк") == []
    assert rows(run, "suggest", "крако") == []


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", '"', "к" * 10_000, "rfhnf " * 2_000, "‮rfhnf", "😀", "(((", "-", "\ud800"]
)
def test_anything_is_a_query(run, text):
    for words in (("correct", "--json", "--"), ("suggest", "--json", "--"), ("similar", "--json", "--title")):
        assert isinstance(json.loads(run(*words, text)), list)


def test_a_query_that_looks_like_an_option(run):
    assert rows(run, "correct", "-карта") == []
    assert rows(run, "suggest", "-п") == []


def test_suggest(run):
    found = rows(run, "suggest", "поте")
    assert [list(row) for row in found] == [["kind", "id", "title", "url"]]
    assert found[0]["title"].startswith("Потеряла")
    assert rows(run, "suggest", "gjnt") == found
    assert "Потеряла" in run("suggest", "поте")


def test_similar(run):
    found = rows(run, "similar", "--title", "Касса не читает карту", "--body", "Новая карта")
    assert list(found[0]) == ["kind", "id", "title", "url", "score"]
    assert found[0]["title"] == "Карту не читает касса"
    assert found[0]["url"].startswith("http")
    assert [row["score"] for row in found] == sorted((row["score"] for row in found), reverse=True)
