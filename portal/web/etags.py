"""Answering 304 when nothing changed for this reader."""

import hashlib

from flask import Response, make_response, request, session
from flask_babel import get_locale

from portal import __version__
from portal.web import identity
from portal.web.jinja import THEME_COOKIE


def mark(*parts: object) -> str:
    """(what the page shows, person or guest, language, theme, template release) -> an ETag value."""
    actor = identity.actor()
    whole = (
        *parts,
        actor.id,
        actor.unread,
        actor.role,
        actor.publishes,
        str(get_locale()),
        request.cookies.get(THEME_COOKIE),
        __version__,
    )
    return hashlib.sha256(repr(whole).encode()).hexdigest()[:24]


def unchanged(etag: str) -> Response | None:
    """A 304 when the browser already holds this very page."""
    if "_flashes" not in session and request.if_none_match.contains(etag):
        response = make_response("", 304)
        response.set_etag(etag)
        return response
    return None


def marked(body: str, etag: str) -> Response:
    response = make_response(body)
    response.set_etag(etag)
    return response
