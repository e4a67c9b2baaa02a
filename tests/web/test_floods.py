"""Forms that are no forms: the largest body costs about a second at most, whoever sends it, or is refused.

As for posts, speed is not what is asserted: the ceilings are four times what a request may cost, and catch what grows
with the square.
"""

import time

import pytest
from flask import request
from werkzeug.datastructures import MultiDict

from portal.core import richtext_text
from portal.web.requests import MAX_BODY, MAX_FIELDS

CEILING = 1.0  # seconds of CPU
MARKS = "e" + "\u0345\u0301" * 40_000


@pytest.mark.parametrize(
    ("path", "field"),
    [
        ("/preview", "text"),
        ("/register", "name"),
        ("/register", "password"),
        ("/sign-in", "email"),
        ("/sign-in", "password"),
        ("/sign-in", "next"),
        ("/questions/1/comments", "body"),
        ("/ideas/propose", "title"),
    ],
)
def test_marks_without_end(client, path, field):
    form = {"name": "Марта", "email": "marta@example.org", "password": "дуже довге гасло 77"} | {field: MARKS}
    began = time.process_time()
    answer = client.post(path, data=form, content_type="multipart/form-data")
    assert time.process_time() - began < CEILING
    assert answer.status_code < 500


def test_marks_joined_by_what_is_not_seen(app):
    """Counting links looks behind what is hidden: there, too, no run of marks is long."""
    text = "e" + ("\u0345\u0301" * 15 + "\u200b") * 3000 + " http://a.b"
    began = time.process_time()
    assert richtext_text.addresses_in(text) == 1
    assert time.process_time() - began < CEILING


def test_the_largest_body_of_marks_is_refused_for_its_length(client):
    flood = "\u0345\u0301" * (MAX_BODY // 4 - 1000)
    began = time.process_time()
    answer = client.post("/preview", data={"text": flood}, content_type="multipart/form-data")
    assert time.process_time() - began < CEILING
    assert answer.status_code == 422


@pytest.mark.parametrize("flood", [b"a&" * 1_000_000, b"a=1&" * (MAX_FIELDS + 1), b"&" * 2_000_000])
def test_fields_without_end_are_refused_unread(client, monkeypatch, flood):
    read = []
    monkeypatch.setattr("werkzeug.formparser.parse_qsl", lambda *given, **how: read.append(given) or [])
    answer = client.post("/questions/ask", data=flood, content_type="application/x-www-form-urlencoded")
    assert answer.status_code == 413
    assert "This is too large" in answer.text
    assert read == []


def test_as_many_fields_as_the_bound_are_read(app):
    fields = [("a", str(number)) for number in range(MAX_FIELDS)]
    with app.test_request_context("/", method="POST", data=MultiDict(fields)):
        assert request.form.getlist("a") == [value for _, value in fields]
