"""``portal search`` and ``portal reindex``."""

import json

import pytest
from click.testing import CliRunner

from portal.cli import context, portal
from portal.core.db import db
from portal.search import engine
from tests.search import stage


@pytest.fixture
def run(app, scene, monkeypatch):
    stage.make_question(scene.carla, "Потеряла карту, пропадут ли бонусы?", "Жду.", language="ru")
    hidden = stage.make_question(scene.carla, "Потеряла карту под снегом", "Жду.", language="ru")
    hidden.visibility = "members"
    stage.settle()
    monkeypatch.setattr(context, "create_app", lambda _settings: app)
    return lambda *words: CliRunner().invoke(portal, list(words))


def test_it_works(app, run):
    done = run("search", "картой", "--json")
    assert done.exit_code == 0, done.output
    [row] = json.loads(done.stdout)
    assert list(row) == ["kind", "id", "title", "url", "score"]
    assert row["title"] == "Потеряла карту, пропадут ли бонусы?"
    assert row["url"].startswith(app.config["PORTAL"].address + "/questions/2/")
    assert row["score"] > 0
    assert json.loads(run("search", "картой", "--lang", "uk", "--json").stdout) == []
    assert json.loads(run("search", "картой", "--kind", "idea", "--json").stdout) == []
    assert len(json.loads(run("search", "[delivery]", "--limit", "2", "--json").stdout)) == 2
    assert "Потеряла" in run("search", "картой").stdout


def test_reindex(app, run):
    engine.current().rebuild(())
    done = run("reindex")
    assert done.exit_code == 0, done.output
    assert "5 documents" in done.output
    assert json.loads(run("search", "картой", "--json").stdout)
    db.session.rollback()


def test_explain(run):
    [row] = json.loads(run("search", "картой снег", "--explain", "--json").stdout)
    told = row["explain"]
    assert told["score"] == row["score"]
    assert [part["word"] for part in told["parts"]] == ["картой"]
    assert told["boosts"]["freshness"] > 0
    assert "карт" in run("search", "картой", "--explain").stdout.splitlines()[2]


@pytest.mark.parametrize(
    "words", ["", " ", "\x00", "-", '"', "[", "is:", "score:>x", "к" * 10_000, "(a+)+$", "\ud800", "مرحبا"]
)
def test_anything_is_a_query(run, words):
    done = run("search", words, "--json")
    assert done.exit_code == 0, done.output
    json.loads(done.stdout)
