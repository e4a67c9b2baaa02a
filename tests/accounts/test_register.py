"""Registering and confirming."""

from datetime import timedelta

import pytest

from portal.accounts import actions
from portal.accounts import queries as accounts
from portal.accounts.models import Person, Registration
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.outbox import OutboxRow
from portal.core.permissions import GUEST
from tests.accounts.conftest import same, sign_in

GIVEN = {"name": "Олена Кіт", "email": "Olena@Example.org", "password": "парасолька в річці"}


def test_it_works(client, cast, letters):
    answer = client.post("/register", data=GIVEN, headers={"Accept-Language": "uk"})
    assert (answer.status_code, answer.location) == (303, "/sent/register")
    assert accounts.by_email("olena@example.org") is None
    [letter] = letters()
    assert letter.to == "olena@example.org"
    assert client.get(letter.path).status_code == 200
    assert accounts.by_email("olena@example.org") is None, "opening the link changes nothing"
    assert client.post(letter.path).status_code == 303
    person = accounts.by_email("olena@example.org")
    assert (person.name, person.role, person.language) == ("Олена Кіт", "member", "uk")
    assert person.verified_at
    assert client.get("/settings").status_code == 200
    assert sign_in(client, "olena@example.org", GIVEN["password"]).status_code == 303


def test_it_leads_where_the_person_was_going(client, cast, letters):
    """From the ask form to sign in, to register, to the letter and back: what was written waits there."""
    there = "/register?next=/questions/ask"
    assert f'href="{there}"' in client.get("/sign-in?next=/questions/ask").text
    assert 'name="next" type="hidden" value="/questions/ask"' in client.get(there).text
    client.post("/register", data=GIVEN | {"next": "/questions/ask"})
    [letter] = letters()
    assert client.post(letter.path).location == "/questions/ask"


@pytest.mark.parametrize("target", ["https://evil.example/", "//evil.example", "/\\evil.example"])
def test_it_leads_nowhere_else(client, cast, letters, target):
    client.post("/register", data=GIVEN | {"next": target})
    [letter] = letters()
    assert client.post(letter.path).location == "/"


def test_another_browser_is_asked_for_the_password(app, client, cast, letters):
    client.post("/register", data=GIVEN)
    [letter] = letters()
    other = app.test_client()
    assert b"password" in other.get(letter.path).data
    assert other.post(letter.path).status_code == 422
    assert other.post(letter.path, data={"password": "something else altogether"}).status_code == 422
    assert accounts.by_email("olena@example.org") is None
    assert other.post(letter.path, data={"password": GIVEN["password"]}).status_code == 303


def test_a_used_link_offers_nobody_who_is_in_to_sign_in(app, client, cast, as_):
    page = as_(cast.carla).get("/confirm/used-already")
    assert page.status_code == 410
    main = page.text.partition("<main")[2].partition("</main>")[0]
    assert "/sign-in" not in main
    assert "Carla" in main
    assert (
        "/sign-in" in app.test_client().get("/confirm/used-already").text.partition("<main")[2].partition("</main>")[0]
    )


def test_the_page_says_the_same_whoever_exists(app, cast):
    answers = []
    for email in ("carla@example.org", "nobody@example.org"):
        client = app.test_client()
        answer = client.post("/register", data=GIVEN | {"email": email})
        answers.append((same(answer), same(client.get(answer.location))))
    assert answers[0] == answers[1]
    assert db.session.query(Registration).count() == 2
    assert db.session.query(OutboxRow).count() == 2


def test_who_has_an_account_gets_a_letter_that_says_so(client, cast, letters):
    client.post("/register", data=GIVEN | {"email": "carla@example.org"})
    [letter] = letters()
    assert letter.to == "carla@example.org"
    assert "/confirm/" not in letter.text
    assert "/reset" in letter.text
    assert db.session.query(Registration).count() == 0


def test_two_registrations_stand_alone_and_the_first_confirmed_wins(app, cast, letters):
    owner, stranger = app.test_client(), app.test_client()
    owner.post("/register", data=GIVEN)
    stranger.post("/register", data=GIVEN | {"password": "the stranger's own words", "name": "Stranger"})
    first, second = letters()
    assert owner.post(second.path).status_code == 422, "the stranger's link needs the stranger's password"
    assert owner.post(first.path).status_code == 303
    assert stranger.post(second.path).status_code == 410
    assert accounts.by_email("olena@example.org").name == "Олена Кіт"


def test_a_link_works_once_and_for_an_hour(app, client, cast, letters):
    client.post("/register", data=GIVEN)
    [letter] = letters()
    row = db.session.query(Registration).one()
    row.expires_at = clock.now() - timedelta(seconds=1)
    db.session.commit()
    assert client.get(letter.path).status_code == 410
    row.expires_at = clock.now() + timedelta(minutes=1)
    db.session.commit()
    assert client.post(letter.path).status_code == 303
    assert client.post(letter.path).status_code == 410


def test_secrets_are_kept_hashed_and_never_in_the_outbox(client, cast, letters):
    client.post("/register", data=GIVEN)
    [letter] = letters()
    secret = letter.path.rpartition("/")[2]
    assert db.session.query(Registration).one().digest != secret
    assert secret not in str([row.payload for row in db.session.query(OutboxRow)])


def test_links_are_built_on_the_settings(client, cast, letters):
    client.post("/register", data=GIVEN, headers={"Host": "localhost"})
    [letter] = letters()
    assert "http://127.0.0.1:8000/confirm/" in letter.text
    assert "localhost/" not in letter.text


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"email": "no address"}, "email"),
        ({"email": "олена@example.org"}, "email"),
        ({"email": "a@example.org\nBcc: b@example.org"}, "email"),
        ({"password": "short"}, "password"),
        ({"password": "x" * 129}, "password"),
        ({"password": "password1234"}, "password"),
        ({"password": "qwertyuiop123"}, "password"),
        ({"password": "йцукенгшщзхъ"}, "password"),
        ({"password": "парольпароль"}, "password"),
        ({"password": "olenaexample1"}, "password"),
        ({"name": "Support team"}, "name"),
        ({"name": "Stella"}, "name"),
        ({"name": "x"}, "name"),
    ],
)
def test_what_is_refused(app, cast, changed, field):
    with pytest.raises(Invalid) as error:
        actions.register(GUEST, **(GIVEN | changed))
    assert error.value.field == field


def test_errors_stand_beside_the_field_and_nothing_is_lost(client, cast):
    answer = client.post("/register", data=GIVEN | {"password": "short"})
    assert answer.status_code == 422
    assert "Олена Кіт" in answer.text
    assert "short" not in answer.text


def test_unknown_links(client, cast):
    with pytest.raises(NotFound):
        actions.confirm(GUEST, secret="nothing")
    assert client.get("/confirm/nothing").status_code == 410
    assert db.session.query(Person).count() == 6
