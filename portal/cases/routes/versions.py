"""Versions of products that cases are written for, and which of them are out of date."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, queries
from portal.cases.drift_forms import ReinstateForm, SupersedeForm
from portal.cases.routes.frame import blueprint
from portal.core import permissions
from portal.core.errors import Conflict, Invalid
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.route("/versions", methods=["GET", "POST"])
@staff
@limited("write")
def versions() -> AnyResponse:
    """Say that a version is superseded: what is published for exactly that one is to be checked."""
    permissions.demand(actor(), "case.doubt")
    form, status = SupersedeForm(data={name: request.args.get(name, "")[:120] for name in ("product", "version")}), 200
    if form.validate_on_submit():
        try:
            count = actions.supersede(
                actor(),
                product=form.product.data or "",
                version=form.version.data or "",
                newer=form.newer.data or "",
            )
        except Invalid as error:
            form.take(error)
        except Conflict as conflict:
            form.form_errors.append(str(conflict.text))
            status = 409
        else:
            flash(ngettext("%(num)d case is to be checked.", "%(num)d cases are to be checked.", count), "success")
            return redirect(url_for("cases.versions"), 303)
    page = render_template(
        "cases/versions.html",
        form=form,
        used=queries.versions_in_use(actor()),
        superseded=queries.superseded_versions(actor()),
    )
    return make_response(page, 422 if form.errors and status == 200 else status)


@blueprint.post("/versions/in-use")
@staff
@limited("write")
def reinstate() -> AnyResponse:
    """It is in use after all; alarms that nobody answered are withdrawn."""
    form = ReinstateForm()
    if not form.validate():
        raise Invalid(_("This form is not complete. Please open the page again."))
    actions.reinstate(actor(), product=form.product.data or "", version=form.version.data or "")
    flash(_("This version counts as in use again."), "success")
    return redirect(url_for("cases.versions"), 303)
