"""Changing the mail address."""

import pytest

from portal.accounts import queries as accounts
from portal.core.db import db
from tests.accounts.conftest import same, sign_in
from tests.cast import PASSWORD


@pytest.fixture
def carla(client, cast, with_password):
    with_password(cast.carla)
    sign_in(client, "carla@example.org")
    return client


def ask(client, email):
    return client.post("/settings/address", data={"email": email, "password": PASSWORD})


def test_it_works(carla, cast, letters):
    assert ask(carla, "New@example.org").location == "/sent/address"
    [letter] = letters()
    assert letter.to == "new@example.org"
    assert carla.get(letter.path).status_code == 200
    assert accounts.person(cast.carla.id).email == "carla@example.org"
    assert carla.post(letter.path).status_code == 303
    db.session.expire_all()
    assert accounts.person(cast.carla.id).email == "new@example.org"
    assert [each.to for each in letters()] == ["new@example.org", "carla@example.org"], "the old address is told"
    assert carla.post(letter.path).status_code == 410


def test_the_page_says_the_same_for_a_taken_address(carla, cast, letters):
    assert same(ask(carla, "amir@example.org")) == same(ask(carla, "nobody@example.org"))
    taken, _free = letters()
    assert taken.to == "amir@example.org"
    assert "/address/" not in taken.text


def test_it_needs_the_password(carla, cast):
    answer = carla.post("/settings/address", data={"email": "new@example.org", "password": "wrong"})
    assert answer.status_code == 422


def test_an_address_taken_in_the_meantime(carla, cast, letters):
    ask(carla, "new@example.org")
    [letter] = letters()
    accounts.person(cast.amir.id).email = "new@example.org"
    db.session.commit()
    assert carla.post(letter.path).status_code == 410
