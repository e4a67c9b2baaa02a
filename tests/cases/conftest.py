"""Cases are tested on their own: what other capabilities bring to the frame stands in as plain pages."""

import pytest
from flask import g
from flask.testing import FlaskClient

from portal.web import guards
from tests import cast as casting
from tests.cases.stage import LAYOUT


@pytest.fixture(scope="session", autouse=True)
def _frame(session_app):
    got_first, session_app._got_first_request = session_app._got_first_request, False
    for name in [*LAYOUT, "accounts.profile"]:
        if name not in session_app.view_functions:
            rule = "/people/<int:person_id>/<slug>" if name == "accounts.profile" else "/stand-in/" + name
            methods = ["POST"] if name == "accounts.sign_out" else ["GET"]
            session_app.add_url_rule(rule, name, guards.public(lambda **_: "stand-in"), methods=methods)
    session_app._got_first_request = got_first


class Visitor(FlaskClient):
    """A client that brings its own person: the context that a test holds open keeps ``g`` from request to request."""

    def open(self, *args, **more):
        for name in list(g):
            g.pop(name)
        return super().open(*args, **more)


@pytest.fixture
def as_(app):
    """As the fixture of all, for several people in one test."""

    def make(actor):
        client = Visitor(app, app.response_class)
        if actor.id is not None:
            casting.sign_in(client, actor)
        return client

    return make
