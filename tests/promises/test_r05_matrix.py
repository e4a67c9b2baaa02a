"""R5: the permission matrix holds, cell by cell, and knows every route there is."""

import itertools

import pytest

from tests import fresh
from tests.promises import matrix

pytestmark = [pytest.mark.slow, pytest.mark.one_database]


@pytest.fixture(scope="module")
def rows(request, session_app):
    from portal.core.db import db

    with session_app.app_context():
        fresh.begin(session_app)
        found = list(matrix.Matrix(session_app).rows())
        db.session.rollback()
        db.session.remove()
    return found


def test_no_cell_differs(session_app, rows):
    kept, now = matrix.FILE.read_text(encoding="utf-8").splitlines(), matrix.text(session_app, rows).splitlines()
    assert now == kept, "python -m tests.promises.matrix writes it anew: read the difference before you commit it"


def test_every_route_is_in_it(session_app, rows):
    assert matrix.missing(session_app, rows) == []
    assert matrix.missing(session_app, rows[1:]) != [] or matrix.missing(session_app, rows[:1]) != []


def test_nobody_meets_an_error(rows):
    assert [row for row in rows if any(answer.startswith("5") for answer in row[3])] == []


def test_what_is_kept_from_one_is_not_given_to_a_lesser(rows):
    """A guest never gets further than a member, a member never further than an admin, save where a form for guests only
    or a page for members only stands: support vouches for a case by a button of its own."""
    members_only = {("POST", "/cases/<id:case_id>/vouch")}
    order = ("guest", "member", "admin")
    places = [matrix.worlds.ROLES.index(role) for role in order]

    def far(answer):
        return answer[0] in "23" or answer in {"409", "422", "kept"}

    odd = {
        (method, route)
        for route, method, _, answers in rows
        for lesser, greater in itertools.pairwise(places)
        if far(answers[lesser]) and not far(answers[greater])
    }
    assert odd == members_only


def test_control_a_badge_taken_off_is_seen(session_app, rows):
    """With a badge broken open, cells differ: the comparison can fail."""
    view = session_app.view_functions["moderation.audit"]
    kept, view.badge = view.badge, "public"
    try:
        answers = session_app.test_client().get("/admin/audit").status_code
    finally:
        view.badge = kept
    (cells,) = [row[3] for row in rows if row[:2] == ("/admin/audit", "GET")]
    assert str(answers) != cells[0] == "sign"
