"""Cases are tested on their own: what other capabilities bring to the frame stands in as plain pages."""

import pytest

from portal.web import guards
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
