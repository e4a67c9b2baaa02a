"""Signing in and out, and setting a forgotten password anew."""

import hmac

import structlog
from flask import current_app, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.exceptions import TooManyRequests
from werkzeug.wrappers import Response

from portal.accounts import actions, forms, queries
from portal.accounts.routes.door import blueprint, guest_key, let_in, refused, user_agent
from portal.core import audit
from portal.core.errors import Invalid, NotFound
from portal.core.refs import Ref
from portal.web import identity, redirects
from portal.web.guards import public
from portal.web.limits import limited, spend

BURST_WAIT = 15 * 60
log = structlog.get_logger()


@blueprint.get("/sign-in")
@public
def sign_in() -> Response:
    target = redirects.local(request.args.get("next"))
    if identity.actor().signed_in:
        return redirects.back(target)
    form = forms.SignInForm(next=target)
    return make_response(render_template("accounts/sign_in.html", form=form))


@blueprint.post("/sign-in", endpoint="sign_in_post")
@public
@limited("sign_in")
def sign_in_post() -> Response:
    form = forms.SignInForm()
    if not form.validate_on_submit():
        return refused("accounts/sign_in.html", form=form)
    _count(form.email.data)
    try:
        signed = actions.sign_in(
            identity.actor(),
            email=form.email.data,
            password=form.password.data,
            user_agent=user_agent(),
            guest_key=guest_key(),
        )
    except Invalid as error:
        log.info("sign_in.refused", account=_mark(form.email.data))
        form.take(error)
        return refused("accounts/sign_in.html", form=form)
    log.info("sign_in.done", account=_mark(form.email.data), who=signed.person_id, session=bool(signed.sid))
    if not signed.sid:
        return make_response(render_template("accounts/longer_password.html"))
    return let_in(signed, form.next.data)


def _mark(email: str) -> str:
    """An account in the log: the same for the same address, which cannot be read from it."""
    key, address = str(current_app.secret_key).encode(), email.strip().lower().encode("utf-8", "replace")
    return hmac.digest(key, address, "sha256").hex()[:16]


def _count(email: str) -> None:
    """Attempts on one account, from wherever they come. A burst is written down once and then refused."""
    key = queries.digest(email.strip().lower())
    if spend("sign_in_account", key):
        return
    if spend("sign_in_burst", key):
        owner = queries.credentials(email)
        audit.record_apart(identity.actor(), "sign_in.burst", Ref("person", owner.id) if owner else None)
    raise TooManyRequests(retry_after=BURST_WAIT)


@blueprint.post("/sign-out")
@public
def sign_out() -> Response:
    actions.sign_out(identity.actor())
    identity.end()
    answer = redirects.back(request.form.get("next"))
    answer.headers["Clear-Site-Data"] = '"cache"'  # so that going back shows no page of who has just left
    return answer


@blueprint.get("/reset")
@public
def ask_reset() -> str:
    return render_template("accounts/ask_reset.html", form=forms.AskResetForm())


@blueprint.post("/reset", endpoint="ask_reset_post")
@public
@limited("reset")
def ask_reset_post() -> Response:
    form = forms.AskResetForm()
    try:
        if form.validate_on_submit():
            actions.request_reset(identity.actor(), email=form.email.data)
            return redirect(url_for("accounts.sent", what="reset"), 303)
    except Invalid as error:
        form.take(error)
    return refused("accounts/ask_reset.html", form=form)


@blueprint.get("/sent/<any(register, reset, address):what>")
@public
def sent(what: str) -> str:
    """A letter is on its way: the same words whether or not there was somebody to write to."""
    return render_template("accounts/sent.html", what=what)


@blueprint.get("/reset/<secret>")
@public
def reset(secret: str) -> Response:
    if queries.token(secret, "reset") is None:
        return refused("accounts/dead_link.html", 410, what="reset")
    return make_response(render_template("accounts/reset.html", form=forms.ResetForm()))


@blueprint.post("/reset/<secret>", endpoint="reset_post")
@public
@limited("link")
def reset_post(secret: str) -> Response:
    form = forms.ResetForm()
    try:
        if form.validate_on_submit():
            actions.reset_password(identity.actor(), secret=secret, password=form.password.data)
            identity.end()
            flash(_("Your password is changed. Please sign in with it."), "success")
            return redirect(url_for("accounts.sign_in"), 303)
    except Invalid as error:
        form.take(error)
    except NotFound:
        return refused("accounts/dead_link.html", 410, what="reset")
    return refused("accounts/reset.html", form=form)
