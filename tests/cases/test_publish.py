from dataclasses import replace

import pytest

from portal.cases import actions
from portal.cases import content as contents
from portal.cases.models import Case, CaseRevision
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from tests.cases import stage


def test_it_works(cast):
    case = stage.draft(cast.stella)
    actions.publish(cast.ada, case.id)
    db.session.commit()
    assert (case.status, case.revision, case.checked_by_id) == ("live", 1, cast.ada.id)
    assert case.published_at == case.checked_at
    first = db.session.scalars(db.select(CaseRevision)).one()
    assert (first.published_by_id, first.published_at) == (cast.ada.id, case.published_at)
    entry = db.session.scalars(db.select(AuditEntry)).one()
    assert (entry.action, entry.kind, entry.thing_id) == ("case.publish", "case", case.id)


def test_again_is_a_check(cast):
    case = stage.published(cast.stella)
    was = case.checked_at
    actions.publish(cast.ada, case.id)
    assert case.checked_at > was
    assert (case.checked_by_id, case.revision) == (cast.ada.id, 1)
    assert case.published_at < case.checked_at


@pytest.mark.parametrize("name", ["carla", "pavel"])
def test_members_and_product_may_not(cast, name):
    case = stage.published(cast.stella)
    with pytest.raises(Forbidden):
        actions.publish(cast.named(name), case.id)


def test_a_draft_is_not_there_for_others(cast):
    case = stage.draft(cast.stella)
    with pytest.raises(NotFound):
        actions.publish(cast.pavel, case.id)


@pytest.mark.parametrize(("lacking", "field"), [({"steps": ()}, "steps"), ({"topics": ()}, "topics")])
def test_a_case_that_is_not_ready(cast, lacking, field):
    case = stage.draft(cast.stella, **lacking)
    with pytest.raises(Invalid) as refusal:
        actions.publish(cast.stella, case.id)
    assert refusal.value.field == field


def test_what_was_not_looked_at_is_not_published(cast):
    case = stage.published(cast.stella)
    actions.edit(cast.ada, case.id, content=replace(contents.of(case), cause="new"), base_revision=1)
    with pytest.raises(Conflict):
        actions.publish(cast.stella, case.id, revision=1)
    actions.publish(cast.stella, case.id, revision=2)
    assert case.cause == "new"


def test_an_archived_case_must_be_brought_back_first(cast):
    case = stage.published(cast.stella)
    actions.archive(cast.stella, case.id, reason="old")
    with pytest.raises(Invalid):
        actions.publish(cast.stella, case.id)


def test_topics_follow_what_is_published(cast):
    case = stage.published(cast.stella)
    new = replace(contents.of(case), topics=("points",))
    actions.edit(cast.stella, case.id, content=new, base_revision=1)
    assert case.topic_slugs == ["cards"]
    actions.publish(cast.stella, case.id)
    assert case.topic_slugs == ["points"]


def test_the_page_publishes(cast, as_):
    case = stage.draft(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    assert stella.post(f"/cases/{case.id}/publish", data={"revision": "1"}).status_code == 303
    assert db.session.get(Case, case.id).status == "live"
    assert stella.post(f"/cases/{case.id}/publish", data={"revision": "7"}).status_code == 409
    assert stella.post(f"/cases/{case.id}/publish", data={}).status_code == 422
    assert as_(cast.carla).post(f"/cases/{case.id}/publish", data={"revision": "1"}).status_code == 403
