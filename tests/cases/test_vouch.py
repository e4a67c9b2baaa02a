"""Trusted members find a case still correct: what that does, and what it never does."""

from dataclasses import replace

import pytest

from portal.accounts import queries as accounts
from portal.cases import actions
from portal.cases import content as contents
from portal.cases.models import Case, CaseVouch
from portal.cases.queries import recounts_checks
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, NotFound, SignInNeeded
from tests import cast as casting
from tests.cases import stage


def test_it_works(cast):
    case = stage.published(cast.stella)
    checked = case.checked_at
    actions.vouch(cast.carla, case.id, revision=1)
    actions.vouch(cast.carla, case.id, revision=1)
    actions.vouch(cast.amir, case.id, revision=1)
    assert case.vouch_count == 2
    assert case.staleness_parts == {"members": -10}
    assert (case.staleness, case.checked_at, case.checked_by_id) == (0, checked, cast.stella.id)
    assert db.session.query(CaseVouch).count() == 2


def test_it_never_settles_a_doubt(cast):
    case = stage.published(cast.stella)
    actions.doubt(cast.stella, case.id, reason="New app")
    due = case.check_due_at
    for name in ("carla", "amir", "nils", "pavel"):
        actions.vouch(cast.named(name), case.id, revision=1)
    assert (case.state, case.check_due_at, case.staleness) == ("needs_check", due, 10)


def test_it_can_be_taken_back(cast):
    case = stage.published(cast.stella)
    actions.vouch(cast.carla, case.id, revision=1)
    actions.vouch(cast.carla, case.id, revision=1, on=False)
    actions.vouch(cast.carla, case.id, revision=1, on=False)
    assert (case.vouch_count, case.staleness_parts) == (0, {})


def test_it_is_of_one_revision_and_since_one_check(cast):
    case = stage.published(cast.stella)
    actions.vouch(cast.carla, case.id, revision=1)
    actions.confirm(cast.stella, case.id)
    assert case.vouch_count == 0
    actions.vouch(cast.carla, case.id, revision=1)  # the same row again, said anew
    assert (case.vouch_count, db.session.query(CaseVouch).count()) == (1, 1)
    actions.edit(cast.stella, case.id, content=replace(contents.of(case), cause="new"), base_revision=1)
    actions.publish(cast.stella, case.id)
    assert case.vouch_count == 0
    with pytest.raises(Conflict):
        actions.vouch(cast.carla, case.id, revision=1)
    actions.vouch(cast.carla, case.id, revision=2)
    assert (case.vouch_count, db.session.query(CaseVouch).count()) == (1, 2)
    assert list(recounts_checks.vouches()) == []


def test_only_trusted_members(cast):
    case = stage.published(cast.stella)
    new = accounts.actor_of(casting.make_person("Newcomer", trusted_at=None).id)
    unconfirmed = accounts.actor_of(casting.make_person("Vera", verified_at=None).id)
    for actor in (new, unconfirmed, cast.stella, cast.ada):
        with pytest.raises(Forbidden):
            actions.vouch(actor, case.id, revision=1)
    with pytest.raises(SignInNeeded):
        actions.vouch(cast.guest, case.id, revision=1)


def test_what_one_does_not_see_is_not_there(cast):
    draft, staff_only = stage.draft(cast.stella), stage.published(cast.stella, visibility="staff")
    for case in (draft, staff_only):
        with pytest.raises(NotFound):
            actions.vouch(cast.carla, case.id, revision=1)
    retired = stage.published(cast.stella)
    actions.retire(cast.stella, retired.id, reason="Gone")
    with pytest.raises(NotFound):
        actions.vouch(cast.carla, retired.id, revision=1)


def test_the_page(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    carla, path = as_(cast.carla), f"/cases/{case.id}/vouch"
    page = carla.get(f"/cases/{case.id}/{case.slug}").text
    assert f'action="{path}"' in page
    answer = carla.post(path, data={"revision": "1", "on": "1"})
    assert answer.status_code == 303
    page = carla.get(answer.location).text
    assert "1 member found it still correct since the last check." in page
    assert 'aria-pressed="true"' in page.split(f'action="{path}"')[1].split("</form>")[0]
    guest = as_(cast.guest).get(answer.location).text
    assert "1 member found it still correct since the last check." in guest
    assert path not in guest
    assert path not in as_(cast.stella).get(answer.location).text
    assert carla.post(path, data={"revision": "1"}).status_code == 303
    assert db.session.get(Case, case.id).vouch_count == 0


@pytest.mark.parametrize(("revision", "status"), [("", 422), ("x", 422), ("0", 422), ("7", 409)])
def test_a_wrong_revision(cast, as_, revision, status):
    case = stage.published(cast.stella)
    db.session.commit()
    answer = as_(cast.carla).post(f"/cases/{case.id}/vouch", data={"revision": revision, "on": "1"})
    assert answer.status_code == status
