"""Signing in."""

from portal.accounts.models import Device, Person
from portal.core import clock, drafts
from portal.core.db import db
from portal.core.permissions import GUEST
from tests.accounts.conftest import same, sign_in
from tests.cast import PASSWORD


def test_it_works(client, cast, with_password):
    with_password(cast.carla)
    answer = sign_in(client, "Carla@Example.org", next="/settings")
    assert (answer.status_code, answer.location) == (303, "/settings")
    assert b"Carla" in client.get("/settings").data
    assert db.session.query(Device).one().person_id == cast.carla.id


def test_it_counts_as_a_visit(client, cast, with_password):
    with_password(cast.carla)
    before = clock.now()
    assert db.session.get(Person, cast.carla.id).last_seen_at is None
    sign_in(client, "carla@example.org")
    db.session.expire_all()
    assert db.session.get(Person, cast.carla.id).last_seen_at >= before


def test_the_page_says_the_same_whoever_exists(app, cast, with_password):
    with_password(cast.carla)
    answers = []
    for email in ("carla@example.org", "amir@example.org", "nobody@example.org"):
        answer = sign_in(app.test_client(), email, "not the right one at all")
        answers.append(same(answer, email))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 422


def test_it_takes_about_as_long_when_there_is_nobody(app, cast, with_password, monkeypatch):
    """Both ways go through one Argon2 verification: counted, because a shared machine cannot be timed."""
    from portal.accounts import passwords

    with_password(cast.carla)
    calls = []
    hasher = passwords._HASHER

    class Counting:
        def verify(self, *args):
            calls.append(args)
            return hasher.verify(*args)

    monkeypatch.setattr(passwords, "_HASHER", Counting())
    for email in ("carla@example.org", "amir@example.org", "nobody@example.org"):
        sign_in(app.test_client(), email, "not the right one at all")
    assert len(calls) == 3


def test_a_new_session_id_each_time(client, cast, with_password):
    with_password(cast.carla)
    sids = set()
    for _ in range(2):
        sign_in(client, "carla@example.org")
        with client.session_transaction() as session:
            sids.add(session["sid"])
    assert len(sids) == 2
    assert db.session.query(Device).count() == 1


def test_an_offered_session_id_is_not_taken(client, cast, with_password):
    with_password(cast.carla)
    with client.session_transaction() as session:
        session["sid"] = "chosen-by-somebody-else"
    sign_in(client, "carla@example.org")
    with client.session_transaction() as session:
        assert session["sid"] != "chosen-by-somebody-else"


def test_suspended_people_are_told_why_only_when_they_know_the_password(client, cast, with_password):
    person = with_password(cast.carla)
    person.suspended_at, person.suspended_reason = clock.now(), "advertising everywhere"
    db.session.commit()
    wrong = sign_in(client, "carla@example.org", "not the right one at all")
    assert b"advertising" not in wrong.data
    nobody = sign_in(client, "nobody@example.org", "not the right one at all")
    assert same(wrong, "carla@example.org") == same(nobody, "nobody@example.org")
    right = sign_in(client, "carla@example.org")
    assert right.status_code == 422
    assert b"advertising everywhere" in right.data
    assert db.session.query(Device).count() == 0


def test_imported_accounts_cannot_be_entered(client, cast):
    db.session.add(Person(name="Old", slug="old", source_site="x", source_id="1", created_at=clock.now()))
    db.session.commit()
    assert sign_in(client, "", "").status_code == 422


def test_a_team_role_asks_for_a_longer_password(client, cast, with_password, letters):
    with_password(cast.stella, "hedgehog kite"[:13])
    answer = sign_in(client, "stella@example.org", "hedgehog kite")
    assert answer.status_code == 200
    assert db.session.query(Device).count() == 0
    [letter] = letters()
    assert letter.path.startswith("/reset/")


def test_what_was_written_as_a_guest_comes_along(client, cast, with_password):
    with_password(cast.carla)
    drafts.save(GUEST, "ask", {"title": "My card is gone"}, guest_key="the-key")
    db.session.commit()
    with client.session_transaction() as session:
        session["guest_key"] = "the-key"
    sign_in(client, "carla@example.org", next="/settings")
    db.session.expire_all()
    assert drafts.load(cast.carla, "ask") == {"title": "My card is gone"}


def test_a_signed_in_person_is_sent_on(as_, cast):
    assert as_(cast.carla).get("/sign-in?next=/settings").location == "/settings"


def test_very_long_and_odd_input(client, cast, with_password):
    with_password(cast.carla)
    for password in (PASSWORD + "x" * 600, "\ud83d\udca5".encode("utf-16", "surrogatepass").decode("utf-16") * 60, " "):
        assert sign_in(client, "carla@example.org", password).status_code == 422
