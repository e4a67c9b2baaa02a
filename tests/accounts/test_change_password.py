"""Changing the password one knows."""

import pytest

from portal.accounts import actions
from portal.accounts.models import Device
from portal.app import create_app
from portal.core import clock
from portal.core.db import db
from portal.core.errors import SignInNeeded
from tests.accounts.conftest import sign_in
from tests.cast import PASSWORD

NEW = "seven green umbrellas"


def test_it_works(client, cast, with_password, letters):
    with_password(cast.carla)
    sign_in(client, "carla@example.org")
    answer = client.post("/settings/password", data={"old": PASSWORD, "password": NEW})
    assert answer.status_code == 303
    assert client.get("/settings").status_code == 200, "this browser stays signed in"
    assert sign_in(client, "carla@example.org", PASSWORD).status_code == 422
    assert [letter.to for letter in letters()] == ["carla@example.org"]


def test_the_old_one_must_be_known(client, cast, with_password):
    with_password(cast.carla)
    sign_in(client, "carla@example.org")
    assert client.post("/settings/password", data={"old": "wrong", "password": NEW}).status_code == 422


def test_guests_have_none(cast):
    with pytest.raises(SignInNeeded):
        actions.change_password(cast.guest, old="x", password=NEW)


@pytest.fixture
def second_app(app, settings):
    """Another worker over the same database."""
    other = create_app(settings)
    other.config.update(TESTING=True, WTF_CSRF_ENABLED=False)
    other.url_build_error_handlers.extend(app.url_build_error_handlers)
    return other


def copied(client, other_app):
    """The cookie of ``client`` in another browser, talking to another worker."""
    cookie = client.get_cookie("portal")
    thief = other_app.test_client()
    thief.set_cookie("portal", cookie.value)
    return thief


@pytest.mark.parametrize("end", ["sign_out", "password", "suspension", "role", "revoked"])
def test_copied_cookies_end_on_every_worker(client, cast, with_password, second_app, end):
    """Promise R11."""
    with_password(cast.carla)
    sign_in(client, "carla@example.org")
    thief = copied(client, second_app)
    assert thief.get("/settings").status_code == 200
    if end == "sign_out":
        client.post("/sign-out")
    elif end == "password":
        client.post("/settings/password", data={"old": PASSWORD, "password": NEW})
    elif end == "suspension":
        actions.suspend(cast.stella, person_id=cast.carla.id, reason="Spam")
        db.session.commit()
    elif end == "role":
        actions.set_role(cast.ada, person_id=cast.carla.id, role="product")
        db.session.commit()
    else:
        number = db.session.query(Device).one().id
        client.post(f"/settings/devices/{number}/end")
    assert thief.get("/settings").status_code == 302


def test_a_session_ends_by_itself(client, cast, with_password):
    with_password(cast.carla)
    sign_in(client, "carla@example.org")
    db.session.query(Device).one().expires_at = clock.now()
    db.session.commit()
    assert client.get("/settings").status_code == 302
