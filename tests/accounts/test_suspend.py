"""Suspending and restoring."""

import pytest

from portal.accounts import actions, tokens
from portal.accounts import queries as accounts
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded


def test_it_works(as_, cast):
    carla = as_(cast.carla)
    url = f"/staff/people/{cast.carla.id}"
    secret = tokens.issue(cast.carla.id, "reset", "carla@example.org")
    db.session.commit()
    assert as_(cast.stella).post(f"{url}/suspend", data={"reason": "Spam"}).status_code == 303
    assert carla.get("/settings").status_code == 302
    assert accounts.actor_of(cast.carla.id) is None
    assert accounts.token(secret, "reset") is None
    entry = db.session.query(AuditEntry).one()
    assert (entry.action, entry.actor_id, entry.reason) == ("account.suspend", cast.stella.id, "Spam")
    assert as_(cast.stella).post(f"{url}/restore").status_code == 303
    assert accounts.actor_of(cast.carla.id).id == cast.carla.id


def test_it_needs_a_reason(as_, cast):
    answer = as_(cast.stella).post(f"/staff/people/{cast.carla.id}/suspend", data={"reason": " "})
    assert answer.status_code == 422
    with pytest.raises(Invalid):
        actions.suspend(cast.stella, person_id=cast.carla.id, reason=" ")


@pytest.mark.parametrize("who", ["carla", "amir", "pavel"])
def test_who_may_not(cast, who):
    with pytest.raises(Forbidden):
        actions.suspend(cast.named(who), person_id=cast.nils.id, reason="x")


def test_guests_neither(cast):
    with pytest.raises(SignInNeeded):
        actions.suspend(cast.guest, person_id=cast.nils.id, reason="x")


@pytest.mark.parametrize(
    ("actor", "target"), [("stella", "pavel"), ("stella", "ada"), ("stella", "stella"), ("ada", "ada")]
)
def test_staff_suspend_no_colleagues_and_nobody_themselves(cast, actor, target):
    with pytest.raises(Forbidden):
        actions.suspend(cast.named(actor), person_id=cast.named(target).id, reason="x")


def test_nobody_there(cast):
    with pytest.raises(NotFound):
        actions.suspend(cast.ada, person_id=99, reason="x")


def test_the_next_request_says_why_to_that_person_only(as_, cast):
    reason = "Advertising in ten threads"
    carla, nils, stella = as_(cast.carla), as_(cast.nils), as_(cast.stella)
    assert carla.get("/settings").status_code == 200
    stella.post(f"/staff/people/{cast.carla.id}/suspend", data={"reason": reason})
    assert reason not in nils.get("/").text
    assert reason not in as_(cast.guest).get("/sign-in").text
    away = carla.get("/settings")
    assert away.status_code == 302
    page = carla.get(away.location)
    assert f"This account is suspended. Reason: {reason}" in page.text
    assert reason not in carla.get("/sign-in").text  # said once; the cookie is a stranger's by now


def test_a_public_page_says_it_too_and_keeps_it_from_others(as_, cast):
    reason = "Rude to everybody"
    guest, carla = as_(cast.guest), as_(cast.carla)
    guest.get("/questions")
    as_(cast.stella).post(f"/staff/people/{cast.carla.id}/suspend", data={"reason": reason})
    assert reason in carla.get("/questions").text
    assert reason not in guest.get("/questions").text


def test_restoring_brings_no_session_back(as_, cast):
    carla, url = as_(cast.carla), f"/staff/people/{cast.carla.id}"
    as_(cast.stella).post(f"{url}/suspend", data={"reason": "Spam"})
    as_(cast.stella).post(f"{url}/restore")
    assert carla.get("/settings").status_code == 302
