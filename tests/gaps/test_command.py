"""``portal gaps``: the list for people and programs, and gathering at once."""

import json

import pytest
from click.testing import CliRunner

from portal.cli import context, portal
from portal.core.db import db
from portal.gaps import actions
from tests.gaps import stage


@pytest.fixture
def run(app, monkeypatch):
    monkeypatch.setattr(context, "create_app", lambda _settings: app)

    def call(*words):
        result = CliRunner().invoke(portal, ["gaps", *words])
        assert result.exit_code == 0, result.output
        return result.output

    return call


def test_it_works(scene, run):
    stage.miss("вернуть подарок", 4)
    assert json.loads(run("gather", "--json")) == {"opened": 1, "reopened": 0, "closed": 0, "forgotten": 0, "live": 1}
    (row,) = json.loads(run("--json"))
    gap = stage.gap_of("вернуть подарок")
    assert row == {
        "id": gap.id,
        "key": "верн подарк",
        "wordings": ["вернуть подарок"],
        "languages": ["ru"],
        "demand": 4,
        "sources": {"empty": 4, "unopened": 0, "asked": 0, "duplicates": 0, "me_too": 0, "answers": 0},
        "state": "open",
        "owner": None,
        "due": None,
        "late": False,
        "case": None,
        "questions": 0,
    }


def test_the_most_wanted_first_and_only_what_is_to_do(scene, run):
    stage.miss("вернуть подарок", 4)
    stage.miss("потерянная карта", 6)
    gone = stage.make_gap("refund gift card", 9)
    actions.dismiss(scene.stella, gone.id, reason="Not ours")
    actions.take(scene.stella, stage.gap_of("потерянная карта").id, owner_id=scene.stella.id)
    db.session.commit()
    rows = json.loads(run("--json"))
    assert [(row["demand"], row["state"], row["owner"]) for row in rows] == [(6, "taken", "Stella"), (4, "open", None)]
    lines = run().splitlines()
    assert lines[0].split() == ["6", "taken", "потерянная", "карта"]
    assert "opened 0" in run("gather")
