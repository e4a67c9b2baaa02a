"""The permission table: every action × every role, kept as a file that a person can read.

``python -m tests.core.test_permissions`` writes it anew after a wanted change; the diff is the review.
"""

from datetime import timedelta
from pathlib import Path
from types import SimpleNamespace

import pytest

from portal.core import clock
from portal.core.errors import Forbidden, SignInNeeded
from portal.core.permissions import GUEST, TABLE, Actor, can, demand

SNAPSHOT = Path(__file__).with_name("permissions.txt")
ACTORS = {
    "guest": GUEST,
    "unverified": Actor(id=1, role="member"),
    "member": Actor(id=1, role="member", verified=True),
    "staff": Actor(id=1, role="staff", verified=True),
    "publisher": Actor(id=1, role="staff", verified=True, publishes=True),
    "product": Actor(id=1, role="product", verified=True),
    "admin": Actor(id=1, role="admin", verified=True),
}


def things():
    fresh, old = clock.now(), clock.now() - timedelta(days=8)
    base = {"author_id": 2, "status": "live", "locked_at": None, "state": "open", "created_at": fresh}
    return {
        "nothing": None,
        "other's": SimpleNamespace(**base),
        "own": SimpleNamespace(**base | {"author_id": 1}),
        "other's old": SimpleNamespace(**base | {"created_at": old}),
        "locked": SimpleNamespace(**base | {"locked_at": fresh}),
        "own locked": SimpleNamespace(**base | {"author_id": 1, "locked_at": fresh}),
        "closed": SimpleNamespace(**base | {"state": "closed"}),
        "hidden": SimpleNamespace(**base | {"status": "hidden"}),
        "own waiting": SimpleNamespace(**base | {"author_id": 1, "status": "waiting"}),
    }


def picture() -> str:
    lines = []
    for permission in TABLE:
        for label, thing in things().items():
            who = [name for name, actor in ACTORS.items() if can(actor, permission, thing)]
            lines.append(f"{permission:<26} {label:<12} {' '.join(who) or '-'}")
    return "\n".join(lines) + "\n"


@pytest.mark.one_database
def test_nothing_changed_unseen():
    assert picture() == SNAPSHOT.read_text(encoding="utf-8")


@pytest.mark.one_database
def test_guests_are_asked_to_sign_in_and_members_refused():
    with pytest.raises(SignInNeeded):
        demand(GUEST, "audit.read")
    with pytest.raises(Forbidden):
        demand(ACTORS["member"], "audit.read")
    demand(ACTORS["admin"], "audit.read")


@pytest.mark.one_database
def test_unknown_permission_is_a_bug():
    with pytest.raises(KeyError):
        can(GUEST, "no.such")


if __name__ == "__main__":
    SNAPSHOT.write_text(picture(), encoding="utf-8")
