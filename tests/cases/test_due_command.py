"""``portal cases due``."""

import json
from datetime import timedelta

import pytest
from click.testing import CliRunner

from portal.cases import actions
from portal.cli import context, portal
from portal.core import clock
from portal.core.db import db
from tests.cases import stage


@pytest.fixture
def run(app, cast, monkeypatch):
    monkeypatch.setattr(context, "create_app", lambda _settings: app)

    def run(*words):
        done = CliRunner().invoke(portal, ["cases", "due", *words])
        assert done.exit_code == 0, done.output
        return done.stdout

    return run


def test_it_works(cast, run, settings):
    stage.published(cast.stella, title="One that is not due yet")
    case = stage.published(cast.stella)
    actions.set_owner(cast.stella, case.id, owner_id=cast.ada.id, check_days=30)
    case.checked_at = clock.now() - timedelta(days=40)
    db.session.flush()
    actions.keep([case.id])
    db.session.commit()
    [row] = json.loads(run("--json"))["due"]
    assert (row["id"], row["owner"], row["team"], row["interval_days"]) == (case.id, "Ada", "", 30)
    assert (row["days_over"], row["state"], row["parts"]) == (10, "published", {"age": 53})
    assert row["staleness"] == 53
    assert row["url"] == f"{settings.address}/cases/{case.id}/{case.slug}"
    plain = run()
    assert case.title in plain
    assert "Ada" in plain
    assert "not due yet" not in plain


def test_nothing(run):
    assert json.loads(run("--json")) == {"due": []}
    assert "Nothing is due." in run()
