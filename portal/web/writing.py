"""What every form for texts needs: preview, drafts, and keeping what was written while a guest signs in."""

import re
import secrets
from collections.abc import Iterable
from typing import Any

from flask import Response, abort, flash, make_response, redirect, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.core import drafts, richtext
from portal.core.permissions import Actor
from portal.web import identity
from portal.web.forms import tidy
from portal.web.guards import member, public
from portal.web.limits import limited
from portal.web.pages import blueprint

GUEST_KEY = "guest_key"
LONGEST = 30_000
PLACE = re.compile(r"[a-z][a-z0-9-]{1,59}")
NEVER_KEPT = frozenset({"csrf_token", "key", "base_revision", "base_mark", "checked", "preview", "next"})


@blueprint.post("/preview")
@public
@limited("preview")
def preview() -> Response:
    """``text=…`` -> the same HTML that the page will show, as a fragment."""
    text = tidy(request.form.get("text", "")) or ""
    if len(text) > LONGEST:
        return make_response(_("At most %(max)d characters, please.", max=LONGEST), 422, PLAIN)
    try:
        return make_response(richtext.render(text), 200)
    except richtext.TooComplex as refusal:
        return make_response(_(str(refusal)), 422, PLAIN)


PLAIN = {"Content-Type": "text/plain; charset=utf-8"}


@blueprint.route("/drafts/<place>", methods=["PUT", "POST"])
@member
@limited("draft", methods=("PUT", "POST"))
def draft(place: str) -> Response:
    """Keep what is being typed. JSON ``{"fields": {name: text or list}}`` or form fields; empty fields drop it."""
    if not PLACE.fullmatch(place):
        abort(404)
    drafts.save(identity.actor(), place, _fields())
    return make_response("", 204)


def _fields() -> dict[str, str]:
    if not request.is_json:
        return typed(request.form.items())
    sent: Any = request.get_json(silent=True)
    fields = sent.get("fields", sent) if isinstance(sent, dict) else None
    if not isinstance(fields, dict):
        abort(400)
    return typed((str(name), value) for name, value in fields.items())


def typed(pairs: Iterable[tuple[str, Any]]) -> dict[str, str]:
    """Only what a person typed: no tokens, no keys, no files. Several values of one name are joined by commas."""
    found = {}
    for name, value in pairs:
        if name in NEVER_KEPT:
            continue
        parts = value if isinstance(value, list) else [value]
        text = ", ".join(part for part in parts if isinstance(part, str))
        found[name] = text.replace("\0", "").encode("utf-8", "replace").decode()
    return found


def put_aside(actor: Actor, place: str) -> AnyResponse:
    """Someone sent a form who may not post yet. The text is kept; a guest signs in first, a member confirms the mail.

    Both come back to the page of the form (``request.full_path``) and find it filled.
    """
    fields = typed(request.form.items())
    here = request.full_path.rstrip("?")
    if actor.signed_in:
        drafts.save(actor, place, fields)
        flash(_("Please confirm your email address first. Your text is kept here."), "warning")
        return redirect(here, 303)
    key = session.get(GUEST_KEY)
    if not isinstance(key, str) or len(key) < 20:
        key = session[GUEST_KEY] = secrets.token_urlsafe(24)
    drafts.save(actor, place, fields, guest_key=key)
    flash(_("Please sign in or register. Your text is kept and waits for you."), "info")
    return redirect(url_for("accounts.sign_in", next=here), 303)
