"""A member's own pages: profile, address, password, devices."""

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts import actions, forms, passwords, queries
from portal.accounts.models import Person
from portal.accounts.routes.door import blueprint, refused, user_agent
from portal.core.errors import Invalid, NotFound
from portal.web import identity
from portal.web.guards import member
from portal.web.limits import limited


def _self() -> Person:
    person = queries.person(identity.actor().id or 0)
    if person is None:
        raise NotFound("person")
    return person


@blueprint.get("/settings")
@member
def settings() -> str:
    return render_template("accounts/settings.html", form=forms.ProfileForm(obj=_self()), tab="profile")


@blueprint.post("/settings", endpoint="settings_post")
@member
@limited("write")
def settings_post() -> Response:
    form = forms.ProfileForm()
    try:
        if form.validate_on_submit():
            actions.change_profile(
                identity.actor(),
                name=form.name.data,
                about=form.about.data or "",
                language=form.language.data,
                time_zone=form.time_zone.data,
            )
            flash(_("Saved."), "success")
            return redirect(url_for("accounts.settings"), 303)
    except Invalid as error:
        form.take(error)
    return refused("accounts/settings.html", form=form, tab="profile")


@blueprint.get("/settings/address")
@member
def own_address() -> str:
    return render_template("accounts/own_address.html", form=forms.AddressForm(), now=_self().email, tab="address")


@blueprint.post("/settings/address", endpoint="own_address_post")
@member
@limited("reset")
def own_address_post() -> Response:
    form = forms.AddressForm()
    try:
        if form.validate_on_submit():
            actions.request_address(identity.actor(), email=form.email.data, password=form.password.data)
            return redirect(url_for("accounts.sent", what="address"), 303)
    except Invalid as error:
        form.take(error)
    return refused("accounts/own_address.html", form=form, now=_self().email, tab="address")


@blueprint.get("/settings/password")
@member
def own_password() -> Response:
    return make_response(_password_page(forms.PasswordForm()))


@blueprint.post("/settings/password", endpoint="own_password_post")
@member
@limited("sign_in")
def own_password_post() -> Response:
    form = forms.PasswordForm()
    try:
        if form.validate_on_submit():
            sid = actions.change_password(
                identity.actor(), old=form.old.data, password=form.password.data, user_agent=user_agent()
            )
            identity.begin(sid)
            flash(_("Your password is changed, and you are signed out on every other device."), "success")
            return redirect(url_for("accounts.devices"), 303)
    except Invalid as error:
        form.take(error)
    return make_response(_password_page(form), 422)


def _password_page(form: forms.PasswordForm) -> str:
    least = passwords.least(identity.actor().role)
    return render_template("accounts/own_password.html", form=form, least=least, tab="password")


@blueprint.get("/settings/devices")
@member
def devices() -> str:
    actor = identity.actor()
    return render_template(
        "accounts/devices.html", devices=queries.devices(actor), here=actor.session_id, tab="devices"
    )


@blueprint.post("/settings/devices/<id:device_id>/end")
@member
@limited("write")
def end_device(device_id: int) -> Response:
    actor = identity.actor()
    actions.end_device(actor, device_id=device_id)
    if device_id == actor.session_id:
        identity.end()
        return redirect(url_for("accounts.sign_in"), 303)
    flash(_("Signed out there."), "success")
    return redirect(url_for("accounts.devices"), 303)


@blueprint.post("/settings/devices/end-others")
@member
@limited("write")
def end_other_devices() -> Response:
    actions.end_other_devices(identity.actor())
    flash(_("You are signed out everywhere but here."), "success")
    return redirect(url_for("accounts.devices"), 303)
