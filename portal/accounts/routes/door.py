"""The blueprint, and what its pages share."""

from flask import Blueprint, flash, g, make_response, render_template, request, session
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts import last_seen, queries
from portal.accounts.actions.sign_in import SignedIn
from portal.core.permissions import Actor
from portal.web import identity, redirects
from portal.web.forms import wants_fragment

blueprint = Blueprint("accounts", __name__)
GUEST_KEY = "guest_key"  # what a guest wrote before signing in hangs on it
BROWSER_KEY = "registration"
AFTER = "after_registration"  # where a guest was going


@blueprint.teardown_app_request
def _note_last_seen(_error: BaseException | None) -> None:
    actor = g.get("_login_user")
    if isinstance(actor, Actor):
        last_seen.touch(actor)


@blueprint.before_app_request
def _tell_suspended() -> None:
    """Whoever holds the cookie of a session that a suspension ended reads why, once, on the next page."""
    if request.endpoint in {None, "static"} or (request.endpoint or "").startswith("system.") or wants_fragment():
        return
    sid = session.get(identity.COOKIE_FIELD)
    if not isinstance(sid, str) or identity.actor().signed_in:
        return
    reason = queries.suspended_session(sid)
    if reason is not None:
        identity.end()
        flash(_("This account is suspended. Reason: %(reason)s", reason=reason), "warning")


def refused(template: str, status: int = 422, **context: object) -> Response:
    """The page again, with what was typed and what was wrong with it."""
    return make_response(render_template(template, **context), status)


def let_in(signed: SignedIn, target: str | None, words: str = "") -> Response:
    """A new session id, and on to where the person wanted to go. What they wrote as a guest is theirs by now."""
    identity.begin(signed.sid)
    if words:
        flash(words, "success")
    if signed.drafts:
        flash(_("What you wrote before signing in is kept as a draft."), "success")
    return redirects.back(target)


def guest_key() -> str:
    found = session.get(GUEST_KEY, "")
    return found if isinstance(found, str) else ""


def user_agent() -> str:
    return request.headers.get("User-Agent", "")[:300]
