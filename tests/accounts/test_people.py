"""The list of people, for staff, and the folder of letters."""

import pytest

from portal.accounts import actions
from portal.core.audit import AuditEntry
from portal.core.db import db
from tests.cast import make_person


def test_it_works(as_, cast):
    page = as_(cast.stella).get("/staff/people").text
    assert "carla@example.org" in page
    assert f"/staff/people/{cast.carla.id}" in page


@pytest.mark.parametrize("words", ["carl", "CARLA", "carla@", "саrlа"])
def test_search(as_, cast, words):
    page = as_(cast.stella).get("/staff/people", query_string={"q": words}).text
    assert "carla@example.org" in page
    assert "amir@example.org" not in page


def test_filters(as_, cast):
    actions.suspend(cast.stella, person_id=cast.nils.id, reason="x")
    db.session.commit()
    stella = as_(cast.stella)
    assert "nils@example.org" in stella.get("/staff/people?suspended=y").text
    assert "carla@example.org" not in stella.get("/staff/people?suspended=y").text
    assert "pavel@example.org" in stella.get("/staff/people?role=product").text
    assert "carla@example.org" not in stella.get("/staff/people?role=product").text
    assert stella.get("/staff/people?role=king&after=%00&q=%25").status_code == 200


def test_pages(as_, cast):
    for number in range(40):
        make_person(f"Noise{number}")
    db.session.commit()
    stella = as_(cast.stella)
    first = stella.get("/staff/people").text
    assert "carla@example.org" not in first
    after = first.split("after=")[1].split('"')[0]
    assert "carla@example.org" in stella.get(f"/staff/people?after={after}").text


@pytest.mark.parametrize(
    ("who", "status"), [("guest", 302), ("carla", 403), ("pavel", 403), ("stella", 200), ("ada", 200)]
)
def test_who_may(as_, cast, who, status):
    client = as_(cast.named(who))
    for path in ("/staff/people", f"/staff/people/{cast.amir.id}", "/staff/mail"):
        assert client.get(path).status_code == status


def test_staff_see_letters_and_only_admins_read_them(as_, cast, letters):
    as_(cast.guest).post("/reset", data={"email": "carla@example.org"})
    [letter] = letters()
    stella, ada = as_(cast.stella), as_(cast.ada)
    page = stella.get("/staff/mail").text
    assert "carla@example.org" in page
    assert letter.path not in page
    action = ada.get("/staff/mail").text.split('action="/staff/mail/')[1].split('"')[0]
    assert stella.post(f"/staff/mail/{action}").status_code == 403
    assert letter.path in ada.post(f"/staff/mail/{action}").text
    assert db.session.query(AuditEntry).filter_by(action="letter.read").count() == 1
    for name in ("..", "x.eml", "%2e%2e%2fsecret_key", ".x.tmp"):
        assert ada.post(f"/staff/mail/{name}").status_code in {404, 405}
