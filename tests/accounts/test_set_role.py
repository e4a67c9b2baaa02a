"""Giving roles."""

import pytest

from portal.accounts import actions
from portal.accounts import queries as accounts
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid
from portal.core.permissions import MACHINE


def test_it_works(as_, cast):
    amir = as_(cast.amir)
    answer = as_(cast.ada).post(f"/staff/people/{cast.amir.id}/role", data={"role": "staff"})
    assert answer.status_code == 303
    assert accounts.actor_of(cast.amir.id).role == "staff"
    assert amir.get("/settings").status_code == 302, "sessions of the old role end"
    entry = db.session.query(AuditEntry).one()
    assert (entry.action, entry.detail) == ("role.set", {"old": "member", "new": "staff"})


@pytest.mark.parametrize("who", ["carla", "stella", "pavel"])
def test_who_may_not(cast, as_, who):
    with pytest.raises(Forbidden):
        actions.set_role(cast.named(who), person_id=cast.amir.id, role="admin")
    assert as_(cast.named(who)).post(f"/staff/people/{cast.amir.id}/role", data={"role": "admin"}).status_code == 403


def test_admins_do_not_change_themselves(cast):
    with pytest.raises(Forbidden):
        actions.set_role(cast.ada, person_id=cast.ada.id, role="member")


def test_the_last_admin_stays(cast, with_password):
    with_password(cast.ada)
    with pytest.raises(Invalid):
        actions.set_role(MACHINE, person_id=cast.ada.id, role="member")
    with pytest.raises(Invalid):
        actions.suspend(MACHINE, person_id=cast.ada.id, reason="x")


def test_unknown_roles(cast):
    with pytest.raises(Invalid):
        actions.set_role(cast.ada, person_id=cast.amir.id, role="king")
