"""Badges and forms: what must hold for every route there is."""

import pytest
from flask import Flask

from portal.web import guards


def test_every_route_has_a_badge(session_app):
    guards.refuse_unbadged(session_app)


def test_a_route_without_a_badge_stops_the_start():
    bare = Flask("bare")
    bare.add_url_rule("/open", "open", lambda: "")
    with pytest.raises(guards.UnbadgedRoute, match="open"):
        guards.refuse_unbadged(bare)


def test_layout_links_to_pages_that_exist(session_app):
    wanted = {
        "home.index", "search.results", "questions.index", "questions.ask", "ideas.index", "cases.index", "topics.index",
        "notifications.inbox", "accounts.sign_in", "accounts.register", "accounts.sign_out", "accounts.profile",
        "accounts.settings", "moderation.queue", "accounts.people", "web.language", "web.theme", "pages.help",
        "pages.privacy",
    }  # fmt: skip
    assert wanted - set(session_app.view_functions) == set()
