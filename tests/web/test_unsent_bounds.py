"""A page that gives back what was sent never becomes larger than what a person may have typed."""

import pytest
from flask import get_template_attribute, render_template
from wtforms import HiddenField, PasswordField, StringField

from portal.web import unsent
from portal.web.forms import PortalForm

UNTYPED = {HiddenField, PasswordField}
TYPED = {"title": "Карта не відкривається", "body": "Після оновлення карта\nне відкривається."}


def _kept(app, status=429, **how):
    with app.test_request_context("/questions/ask", **({"method": "POST", "data": TYPED} | how)):
        return unsent.kept(status)


def _labels(kept):
    return [(str(label), value) for label, value in kept.typed]


def test_all_that_was_typed_is_kept(app):
    """Also one word, but no key, no choice and no token."""
    chosen = {"csrf_token": "IjY2 ZTkx.aR", "key": "k 1", "next": "/a b", "visibility": "public", "topics": "Картки"}
    assert _labels(_kept(app, data=chosen | TYPED)) == [
        ("Topics", "Картки"),
        ("Title", TYPED["title"]),
        ("Text", TYPED["body"]),
    ]
    assert _labels(_kept(app, data={"unheard_of": "some words", "vote": "1"})) == [("Text", "some words")]


def test_every_field_that_people_type_into_has_a_name_here():
    """And a form that asks for a password is known by it: nothing of it stands on any page."""
    nameless, secrets = set(), []
    for form in _forms():
        fields = {
            name: getattr(form, name).field_class for name in dir(form) if hasattr(getattr(form, name), "field_class")
        }
        typed = {name for name, kind in fields.items() if issubclass(kind, StringField) and kind not in UNTYPED}
        nameless |= typed - set(unsent.LABELS)
        secrets += [
            name for name, kind in fields.items() if kind is PasswordField and "password" not in " ".join(fields)
        ]
    assert (nameless, secrets) == (set(), [])


def _forms(kind=PortalForm):
    for each in kind.__subclasses__():
        yield each
        yield from _forms(each)


@pytest.mark.parametrize(
    "flood",
    [
        {str(number): "" for number in range(unsent.MOST_FIELDS)},
        {"n" * unsent.MOST: "1"},
        {"n": "v" * unsent.MOST},
    ],
    ids=["fields", "names", "values"],
)
def test_what_nobody_typed_is_not_given_back(app, flood):
    assert _kept(app, data=TYPED | flood) is None


@pytest.mark.parametrize(
    "headers",
    [
        {"Origin": "https://evil.example"},
        {"Origin": "null"},
        {"Sec-Fetch-Site": "cross-site"},
        {"Sec-Fetch-Site": "same-site", "Origin": "https://other.example.org"},
    ],
    ids=str,
)
def test_what_another_site_sent_stands_on_no_page_of_ours(app, headers):
    assert {_kept(app, status, headers=headers) for status in unsent.AGAIN | unsent.COPY} == {None}


@pytest.mark.parametrize(
    "headers",
    [{}, {"Origin": "http://localhost"}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://127.0.0.1:8000"}],
    ids=str,
)
def test_what_our_own_page_sent_is_kept(app, headers):
    """Also where a proxy names this machine otherwise than readers do."""
    assert _kept(app, headers=headers).again


def test_the_words_of_another_site_do_not_stand_on_the_page_for_signing_in(app, monkeypatch):
    monkeypatch.setitem(app.config, "WTF_CSRF_ENABLED", True)
    form, evil = {"email": "a", "x": "Your account is locked. Call us."}, {"Origin": "https://evil.example"}
    answers = [app.test_client().post("/sign-in", data=form, headers=headers) for headers in ({}, evil)]
    assert [(each.status_code, "Call us" in each.text) for each in answers] == [(400, True), (400, False)]


@pytest.mark.parametrize("status", sorted(unsent.AGAIN | unsent.COPY))
def test_where_nothing_was_sent_no_form_is_shown(app, status):
    assert _kept(app, status, data={}) is None


def test_a_text_keeps_its_first_line_end(app):
    """A browser drops one that stands first in a textarea."""
    with app.test_request_context("/questions/ask", method="POST", data={"body": "\n\nОдин два"}):
        page = render_template("errors/unsent.html", unsent=unsent.kept(429))
    assert page.split("readonly>")[1].startswith("\n\n\nОдин два</textarea>")


def test_a_missing_word_turns_no_other_around(app):
    with app.test_request_context("/"):
        rows = get_template_attribute("components/rows.html", "hit_row")
        row = rows({"url": "/", "title": "Card", "kind": "case", "missing": ["\u202eabc", "xyz"]})
    assert "<s><bdi>\u202eabc</bdi></s>, <s><bdi>xyz</bdi></s>" in row
