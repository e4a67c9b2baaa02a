"""Registering, and opening the links that confirm an address. Opening one by GET changes nothing: the button does."""

from flask import flash, make_response, redirect, render_template, request, session, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts import actions, forms, passwords, queries
from portal.accounts.actions.register import same_browser
from portal.accounts.routes.door import AFTER, BROWSER_KEY, blueprint, guest_key, let_in, refused, user_agent
from portal.core.errors import Invalid, NotFound
from portal.web import identity, redirects
from portal.web.forms import NothingForm
from portal.web.guards import public
from portal.web.limits import limited


@blueprint.get("/register")
@public
def register() -> Response:
    target = redirects.local(request.args.get("next"))
    if identity.actor().signed_in:
        return redirects.back(target)
    form = forms.RegisterForm(next=target)
    return make_response(render_template("accounts/register.html", form=form, least=passwords.least("member")))


@blueprint.post("/register", endpoint="register_post")
@public
@limited("register")
def register_post() -> Response:
    form = forms.RegisterForm()
    try:
        if form.validate_on_submit():
            session[BROWSER_KEY] = actions.register(
                identity.actor(),
                name=form.name.data,
                email=form.email.data,
                password=form.password.data,
                language=str(get_locale() or ""),
            )
            session[AFTER] = redirects.local(form.next.data)
            return redirect(url_for("accounts.sent", what="register"), 303)
    except Invalid as error:
        form.take(error)
    return refused("accounts/register.html", form=form, least=passwords.least("member"))


def _wanted() -> str:
    """Where the person was going when they were asked to register; known to the browser that did it."""
    found = session.get(AFTER, "")
    return found if isinstance(found, str) else ""


def _browser_key() -> str:
    found = session.get(BROWSER_KEY, "")
    return found if isinstance(found, str) else ""


@blueprint.get("/confirm/<secret>")
@public
def confirm(secret: str) -> Response:
    found = queries.registration(secret)
    if found is None:
        return refused("accounts/dead_link.html", 410, what="register")
    return make_response(
        render_template(
            "accounts/confirm.html",
            form=forms.ConfirmForm(),
            found=found,
            known=same_browser(found, _browser_key()),
        )
    )


@blueprint.post("/confirm/<secret>", endpoint="confirm_post")
@public
@limited("link")
def confirm_post(secret: str) -> Response:
    form = forms.ConfirmForm()
    found = queries.registration(secret)
    try:
        if found is None:
            raise NotFound("registration")
        if form.validate_on_submit():
            signed = actions.confirm(
                identity.actor(),
                secret=secret,
                browser_key=_browser_key(),
                password=form.password.data or "",
                user_agent=user_agent(),
                guest_key=guest_key(),
            )
            return let_in(signed, _wanted(), _("Welcome! Your address is confirmed."))
    except Invalid as error:
        form.take(error)
    except NotFound:
        return refused("accounts/dead_link.html", 410, what="register")
    return refused("accounts/confirm.html", form=form, found=found, known=same_browser(found, _browser_key()))


@blueprint.get("/address/<secret>")
@public
def address(secret: str) -> Response:
    token = queries.token(secret, "change_mail")
    if token is None:
        return refused("accounts/dead_link.html", 410, what="address")
    return make_response(render_template("accounts/address_link.html", form=NothingForm(), email=token.email))


@blueprint.post("/address/<secret>", endpoint="address_post")
@public
@limited("link")
def address_post(secret: str) -> Response:
    try:
        person_id = actions.change_address(identity.actor(), secret=secret)
    except NotFound:
        return refused("accounts/dead_link.html", 410, what="address")
    flash(_("Your email address is changed."), "success")
    own = identity.actor().id == person_id
    return redirect(url_for("accounts.settings" if own else "accounts.sign_in"), 303)
