"""R8 by the clock: sign-in, registration, reset and a new address cost the same work whether or not the address has an
account. Processor time, not the clock on the wall: other programs of the machine do not count. Tries are interleaved
and medians compared; the controls show that what is left out would be seen."""

import statistics
import time
from types import SimpleNamespace

import pytest

from portal.accounts import addresses, passwords, queries
from portal.accounts.actions import password as resetting
from portal.accounts.models import Person
from portal.core import jobs, outbox
from portal.core.db import db
from tests.cast import PASSWORD

TRIES = 15
LEAST, MOST = 0.75, 1.33
KNOWN, UNKNOWN = "carla@example.org", "nobody-{}@example.org"
NO_PASSWORD = "amir@example.org"
NEW = {"name": "Somebody New", "password": "seven green kettles sing"}


def cost(client, path, **data) -> float:
    began = time.process_time()
    answer = client.post(path, data=data)
    spent = time.process_time() - began
    assert answer.status_code in {303, 422}
    return spent


def ratio(clients, path, one, other, **data) -> float:
    """The median cost for the address ``one`` by that for ``other``; in each the number of the try is put in."""
    spent: dict[str, list[float]] = {one: [], other: []}
    for number in range(-2, TRIES):  # the first ones also load what is needed later
        for email in (one, other) if number % 2 else (other, one):
            took = cost(clients(), path, email=email.format(number), **data)
            if number >= 0:
                spent[email].append(took)
    return statistics.median(spent[one]) / statistics.median(spent[other])


@pytest.fixture
def guests(app, cast):
    """Carla has a password, Amir (invited, say) has none yet."""
    db.session.get(Person, cast.carla.id).password_hash = passwords.hashed(PASSWORD)
    db.session.commit()
    return app.test_client


@pytest.mark.parametrize("known", [KNOWN, NO_PASSWORD])
def test_signing_in(guests, known):
    found = ratio(guests, "/sign-in", known, UNKNOWN, password="not the right one at all")
    assert LEAST < found < MOST, found


def test_registering(guests):
    found = ratio(guests, "/register", KNOWN, UNKNOWN, **NEW)
    assert LEAST < found < MOST, found


def test_asking_for_a_reset(guests):
    found = ratio(guests, "/reset", KNOWN, UNKNOWN)
    assert LEAST < found < MOST, found


def test_asking_for_another_address(guests, cast, as_):
    carla = as_(cast.carla)
    found = ratio(lambda: carla, "/settings/address", NO_PASSWORD, UNKNOWN, password=PASSWORD)
    assert LEAST < found < MOST, found


def test_control_signing_in_without_a_check_for_nobody(guests, monkeypatch):
    real = passwords.matches
    monkeypatch.setattr(passwords, "matches", lambda kept, typed: kept is not None and real(kept, typed))
    found = ratio(guests, "/sign-in", KNOWN, UNKNOWN, password="not the right one at all")
    assert found > MOST


def test_control_registering_that_looks_first(guests, monkeypatch):
    """A known address is not hashed for."""
    seen = SimpleNamespace(known=False)
    tidy, hashed = addresses.tidy, passwords.hashed

    def looked_up(email):
        seen.known = queries.by_email(email) is not None
        return tidy(email)

    monkeypatch.setattr(addresses, "tidy", looked_up)
    monkeypatch.setattr(passwords, "hashed", lambda typed: "none" if seen.known else hashed(typed))
    found = ratio(guests, "/register", KNOWN, UNKNOWN, **NEW)
    assert found < LEAST


def test_control_a_reset_that_writes_its_letter_at_once(guests, monkeypatch):
    """As it would be without the outbox: only who has an account costs a letter."""

    def put(job, **payload):
        outbox.put(job, **payload)
        if queries.by_email(payload["email"]):
            db.session.commit()
            jobs.drain()

    monkeypatch.setattr(resetting, "outbox", SimpleNamespace(put=put))
    found = ratio(guests, "/reset", KNOWN, UNKNOWN)
    assert found > MOST
