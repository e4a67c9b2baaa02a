import pytest

from portal.cases import actions, queries
from portal.cases.models import Case
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid
from tests.cases import stage

CANARY = "canaryarchived"


def test_it_works(cast, as_):
    case = stage.published(cast.stella, title=f"A case with {CANARY} in it")
    path = f"/cases/{case.id}/{case.slug}"
    actions.archive(cast.stella, case.id, reason="No such card any more.")
    db.session.commit()
    assert db.session.scalars(db.select(AuditEntry.reason).where(AuditEntry.action == "case.archive")).one()
    for who in (cast.guest, cast.carla, cast.pavel):
        client = as_(who)
        assert client.get(path).status_code == 404
        assert CANARY not in client.get("/cases").text + client.get("/cases/feed.atom").text
    assert "No such card any more." in as_(cast.stella).get(path).text
    assert CANARY not in as_(cast.stella).get("/cases").text
    assert queries.documents([case.id]) == []
    assert queries.all_ids() == []


def test_back_again(cast):
    case = stage.published(cast.stella)
    actions.archive(cast.stella, case.id, reason="old")
    actions.restore(cast.ada, case.id)
    assert (case.status, case.archive_reason) == ("live", "")


def test_a_draft_comes_back_as_a_draft(cast):
    case = stage.draft(cast.stella)
    actions.archive(cast.stella, case.id, reason="not needed")
    actions.restore(cast.stella, case.id)
    assert case.status == "draft"


def test_who_may_not(cast):
    case = stage.published(cast.stella)
    for name in ("carla", "pavel"):
        with pytest.raises(Forbidden):
            actions.archive(cast.named(name), case.id, reason="x")


@pytest.mark.parametrize("reason", ["", "   ", "x" * 501])
def test_a_reason_is_needed(cast, reason):
    case = stage.published(cast.stella)
    with pytest.raises(Invalid) as refusal:
        actions.archive(cast.stella, case.id, reason=reason)
    assert refusal.value.field == "reason"


def test_not_twice_and_not_from_nowhere(cast):
    case = stage.published(cast.stella)
    with pytest.raises(Invalid):
        actions.restore(cast.stella, case.id)
    actions.archive(cast.stella, case.id, reason="x")
    with pytest.raises(Invalid):
        actions.archive(cast.stella, case.id, reason="x")


def test_the_pages(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    assert stella.get(f"/cases/{case.id}/archive").status_code == 200
    assert stella.post(f"/cases/{case.id}/archive", data={"reason": ""}).status_code == 422
    assert stella.post(f"/cases/{case.id}/archive", data={"reason": "old"}).status_code == 303
    assert db.session.get(Case, case.id).status == "archived"
    assert stella.post(f"/cases/{case.id}/restore").status_code == 303
    assert db.session.get(Case, case.id).status == "live"
    assert as_(cast.carla).post(f"/cases/{case.id}/archive", data={"reason": "x"}).status_code == 403
