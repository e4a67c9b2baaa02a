"""Stopping letters from a letter: one POST, no cookie, one stream (RFC 8058)."""

import pytest

from portal.notifications import queries, unsubscribe
from portal.notifications.streams import STREAMS
from portal.questions import actions as questions


def stopped(actor):
    return {stream for stream, mode in queries.modes(actor.id).items() if mode == "never"}


@pytest.fixture
def strict(app):
    """With the check of form tokens on, as on a real portal."""
    app.config["WTF_CSRF_ENABLED"] = True
    yield app
    app.config["WTF_CSRF_ENABLED"] = False


def test_it_works(cast, question, post, strict):
    questions.answer(cast.amir, question_id=question.id, body="Call the number.")
    [letter] = post()
    path = "/unsubscribe/" + letter["List-Unsubscribe"].strip("<>").rsplit("/", 1)[1]
    nobody = strict.test_client()
    reply = nobody.post(path, data={"List-Unsubscribe": "One-Click"})
    assert reply.status_code == 200
    assert "Set-Cookie" not in reply.headers
    assert stopped(cast.carla) == {"answers"}
    assert stopped(cast.nils) == set()
    questions.answer(cast.stella, question_id=question.id, body="Or come to the office.")
    assert [letter["To"] for letter in post()] == ["carla@example.org", "amir@example.org"]


def test_looking_changes_nothing(cast, client):
    path = f"/unsubscribe/{unsubscribe.token(cast.carla.id, 'answers')}"
    page = client.get(path)
    assert page.status_code == 200
    assert "Stop these emails" in page.text
    assert stopped(cast.carla) == set()


def test_it_can_be_taken_back(cast, client):
    path = f"/unsubscribe/{unsubscribe.token(cast.carla.id, 'comments')}"
    assert "Undo" in client.post(path).text
    assert stopped(cast.carla) == {"comments"}
    client.post(path, data={"again": "1"})
    assert stopped(cast.carla) == set()


def test_tampering_is_not_found(cast, client):
    good = unsubscribe.token(cast.carla.id, "answers")
    body, _, mark = good.partition(".")
    other = unsubscribe.token(cast.amir.id, "answers").partition(".")[0]
    for bad in (body, f"{other}.{mark}", good[:-1], good + "x", "x", "." * 50, "%00", "💥", body + "." + mark[::-1]):
        assert client.get(f"/unsubscribe/{bad}").status_code == 404, bad
        assert client.post(f"/unsubscribe/{bad}").status_code == 404, bad
    assert stopped(cast.carla) == stopped(cast.amir) == set()


def test_settings_page(cast, question, as_):
    client = as_(cast.carla)
    page = client.get("/settings/notifications")
    assert page.status_code == 200
    assert question.title in page.text
    sent = dict.fromkeys(STREAMS, "at_once") | {"ideas": "never"}
    assert client.post("/settings/notifications", data=sent).status_code == 303
    assert stopped(cast.carla) == {"ideas"}
    assert client.post("/settings/notifications", data=sent | {"cases": "sometimes"}).status_code == 400
    assert stopped(cast.carla) == {"ideas"}


def test_it_speaks_the_language_of_the_letter(cast, client):
    from portal.accounts.models import Person
    from portal.core.db import db

    db.session.get(Person, cast.carla.id).language = "uk"
    db.session.commit()
    path = f"/unsubscribe/{unsubscribe.token(cast.carla.id, 'answers')}"
    client.set_cookie("language", "en")
    page = client.get(path).text
    assert '<html lang="uk"' in page
    assert "Stop these emails" not in page


def test_what_is_stopped_is_not_offered_again(cast, client):
    path = f"/unsubscribe/{unsubscribe.token(cast.carla.id, 'answers')}"
    client.post(path)
    page = client.get(path).text
    assert "Stop these emails" not in page
    assert "Undo" in page
