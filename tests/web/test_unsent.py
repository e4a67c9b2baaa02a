"""A fault of ours, or a limit, does not cost anybody what they wrote."""

import re
import sqlite3
from html import unescape

import pytest

from portal.core.db import db
from portal.web import transaction
from tests.questions.written import fields, make_noise

pytestmark = pytest.mark.one_database  # SQLite's one writer is the fault that is easiest to have
BODY = "После обновления карта не открывается.\n\n<b>Что</b> я делаю не так?"


@pytest.fixture
def locked(app, monkeypatch):
    """Another writer: while it holds the database nobody waits long for it."""
    monkeypatch.setattr(transaction, "ANSWERING", 50)
    with app.app_context():
        other = sqlite3.connect(db.engine.url.database, isolation_level=None)
    yield other
    if other.in_transaction:
        other.execute("ROLLBACK")
    other.close()


def _again(page):
    """The fields of the form that sends it again."""
    form = page[page.index('<form class="stack unsent"') :]
    return {
        name: unescape(value)
        for name, value in re.findall(r'<input type="hidden" name="([^"]+)" value="([^"]*)"', form)
    }


def test_a_question_is_sent_again_from_the_page_that_says_so(cast, as_, locked):
    make_noise(cast)
    carla, form = as_(cast.carla), fields(topics="Cards", body=BODY)
    locked.execute("BEGIN IMMEDIATE")
    answer = carla.post("/questions/ask", data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert answer.headers["Retry-After"]
    assert "&lt;b&gt;Что&lt;/b&gt; я делаю не так?" in page
    assert "<b>Что" not in page
    assert "/sign-in" not in page
    locked.execute("ROLLBACK")
    places = [carla.post("/questions/ask", data=_again(page)) for _ in range(2)]
    assert [place.status_code for place in places] == [303, 303]
    assert places[0].location == places[1].location


def test_passwords_stand_on_no_page(client, locked):
    locked.execute("BEGIN IMMEDIATE")
    form = {"name": "Марта", "email": "marta@example.org", "password": "дуже довге гасло 77", "about": "слово до слова"}
    answer = client.post("/register", data=form)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 503
    assert "гасло" not in page
    assert "unsent" not in page
