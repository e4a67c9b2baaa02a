"""Staff: the people, and what may be done to an account."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts import actions, forms, names, queries
from portal.accounts.routes.door import blueprint
from portal.core import mail
from portal.core.errors import Invalid
from portal.core.permissions import ROLES
from portal.web import current, identity
from portal.web.forms import NothingForm, PortalForm
from portal.web.guards import admin, staff
from portal.web.limits import limited


@blueprint.get("/staff/people")
@staff
def people() -> str:
    form = forms.PeopleForm(request.args)
    words = (form.q.data or "").strip()[:100]
    page = queries.people(
        identity.actor(),
        words=words,
        skeleton=names.skeleton(words) if words else "",
        role=form.role.data if form.role.data in ROLES else "",
        suspended=bool(form.suspended.data),
        cursor=request.args.get("after", ""),
    )
    kept: dict[str, Any] = {
        name: value for name, value in request.args.items() if name in {"q", "role", "suspended"} and value
    }
    older = url_for("accounts.people", after=page.next, **kept) if page.next else ""
    first = url_for("accounts.people", **kept) if request.args.get("after") else ""
    folder = mail.folder(current.settings())
    return render_template("accounts/people.html", form=form, rows=page.rows, older=older, first=first, folder=folder)


@blueprint.get("/staff/people/<id:person_id>")
@staff
def person(person_id: int) -> Response:
    return _page(person_id)


@blueprint.post("/staff/people/<id:person_id>/role")
@admin
@limited("write")
def set_role(person_id: int) -> Response:
    form = forms.RoleForm()
    try:
        if form.validate_on_submit():
            actions.set_role(identity.actor(), person_id=person_id, role=form.role.data, reason=form.reason.data or "")
            return _done(person_id, _("The role is changed."))
    except Invalid as error:
        form.take(error)
    return _page(person_id, role_form=form)


@blueprint.post("/staff/people/<id:person_id>/publishing")
@admin
@limited("write")
def set_publishing(person_id: int) -> Response:
    on = request.form.get("on") == "1"
    actions.set_publishing(identity.actor(), person_id=person_id, on=on)
    return _done(person_id, _("They may publish cases now.") if on else _("They may no longer publish cases."))


@blueprint.post("/staff/people/<id:person_id>/suspend")
@staff
@limited("write")
def suspend(person_id: int) -> Response:
    form = forms.SuspendForm()
    try:
        if form.validate_on_submit():
            actions.suspend(identity.actor(), person_id=person_id, reason=form.reason.data)
            return _done(person_id, _("The account is suspended."))
    except Invalid as error:
        form.take(error)
    return _page(person_id, suspend_form=form)


@blueprint.post("/staff/people/<id:person_id>/restore")
@staff
@limited("write")
def restore(person_id: int) -> Response:
    actions.restore(identity.actor(), person_id=person_id)
    return _done(person_id, _("The account is restored."))


@blueprint.post("/staff/people/<id:person_id>/link")
@admin
@limited("write")
def link_imported(person_id: int) -> Response:
    form = forms.LinkForm()
    try:
        if form.validate_on_submit():
            actions.link_imported(
                identity.actor(),
                imported_id=person_id,
                person_id=form.person_id.data,
                reason=form.reason.data or "",
            )
            return _done(person_id, _("The imported account is linked."))
    except Invalid as error:
        form.take(error)
    return _page(person_id, link_form=form)


def _done(person_id: int, words: str) -> Response:
    flash(words, "success")
    return redirect(url_for("accounts.person", person_id=person_id), 303)


def _page(person_id: int, **given: PortalForm) -> Response:
    found = queries.for_staff(identity.actor(), person_id)
    forms_shown: dict[str, PortalForm] = {
        "role_form": forms.RoleForm(obj=found, formdata=None),
        "suspend_form": forms.SuspendForm(formdata=None, prefix=""),
        "link_form": forms.LinkForm(formdata=None),
        "nothing": NothingForm(formdata=None),
    } | given
    owner = queries.person(found.merged_into_id) if found.merged_into_id else None
    body = render_template("accounts/person.html", person=found, owner=owner, **forms_shown)
    return make_response(body, 422 if given else 200)
