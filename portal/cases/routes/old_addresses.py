"""Addresses that imported pages had where they came from lead to the case: ``/ru/map/route``, ``/hc/en-us/articles/12-x``.

They stand at the root, so that a portal which takes the place of the old site needs no rules of a web server; any other
old address can be sent to ``/cases/from/…``.
"""

from flask import Blueprint, abort, redirect
from werkzeug.wrappers import Response

from portal.cases import queries
from portal.cases.routes.frame import blueprint, url_of
from portal.web.guards import public
from portal.web.identity import actor

root = Blueprint("old_addresses", __name__)


@root.get("/<any(en, ru, uk, hc):first>/<path:old>")
@public
def lead_on(first: str, old: str) -> Response:
    return _lead(f"{first}/{old}")


@blueprint.get("/from/<path:old>")
@public
def lead_from(old: str) -> Response:
    """Any old address, without its first slash."""
    return _lead(old)


def _lead(path: str) -> Response:
    found = queries.at_old_address(actor(), path)
    if found is None:
        abort(404)
    return redirect(url_of(found), 301)
