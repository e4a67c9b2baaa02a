"""Publishing, archiving, bringing back."""

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, queries
from portal.cases.forms import ArchiveForm, PublishForm
from portal.cases.routes.frame import blueprint, url_of
from portal.core import permissions
from portal.core.errors import Invalid
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.post("/<id:case_id>/publish")
@staff
@limited("write")
def publish(case_id: int) -> AnyResponse:
    """Show readers the newest revision, which is the one that was looked at."""
    form = PublishForm()
    if not form.validate():
        raise Invalid(_("This form is not complete. Please open the case again."))
    try:
        case = actions.publish(actor(), case_id, revision=form.revision.data)
    except Invalid as error:
        flash(str(error.text), "error")
        return redirect(url_for("cases.edit", case_id=case_id), 303)
    flash(_("Published. Readers see it now."), "success")
    return redirect(url_of(case), 303)


@blueprint.route("/<id:case_id>/archive", methods=["GET", "POST"])
@staff
@limited("write")
def archive(case_id: int) -> AnyResponse | str:
    """Ask for a reason, then take the case away from readers."""
    case = queries.entity(actor(), case_id)
    permissions.demand(actor(), "case.archive", case)
    form = ArchiveForm()
    if form.validate_on_submit():
        try:
            actions.archive(actor(), case_id, reason=form.reason.data or "")
            flash(_("Archived. Only staff see it now."), "success")
            return redirect(url_of(case), 303)
        except Invalid as error:
            form.take(error)
    status = 422 if form.errors else 200
    return make_response(render_template("cases/archive.html", case=case, form=form), status)


@blueprint.post("/<id:case_id>/restore")
@staff
@limited("write")
def restore(case_id: int) -> AnyResponse:
    """Back from the archive."""
    case = actions.restore(actor(), case_id)
    flash(_("Back from the archive."), "success")
    return redirect(url_of(case), 303)
