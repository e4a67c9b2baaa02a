"""A page that gives back what was sent never becomes larger than what a person may have typed."""

import pytest

from portal.web import unsent

TYPED = {"title": "Карта не відкривається", "body": "Після оновлення карта\nне відкривається."}


def _kept(app, status=429, **how):
    with app.test_request_context("/questions/ask", **({"method": "POST", "data": TYPED} | how)):
        return unsent.kept(status)


def test_what_was_typed_is_kept(app):
    assert _kept(app).text == TYPED["body"]


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
