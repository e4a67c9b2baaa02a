"""Publishing, now and later; handing over for review; vouching; bringing back."""

from typing import Any

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, queries
from portal.cases.curating_forms import PublishForm, ScheduleForm
from portal.cases.routes.frame import blueprint, url_of
from portal.core import permissions
from portal.core.errors import Invalid
from portal.web.guards import staff
from portal.web.i18n import reader_zone
from portal.web.identity import actor
from portal.web.limits import limited


def _looked_at() -> int:
    """The revision that the button stood under."""
    form = PublishForm()
    if not form.validate():
        raise Invalid(_("This form is not complete. Please open the case again."))
    return form.revision.data or 0


def _refused(case_id: int, error: Invalid) -> AnyResponse:
    """What is missing is mended in the form."""
    flash(str(error.text), "error")
    return redirect(url_for("cases.edit", case_id=case_id), 303)


def _done(case: Any, words: str) -> AnyResponse:
    flash(words, "success")
    return redirect(url_of(case), 303)


@blueprint.post("/<id:case_id>/publish")
@staff
@limited("write")
def publish(case_id: int) -> AnyResponse:
    """Show readers the newest revision, which is the one that was looked at."""
    revision = _looked_at()
    try:
        case = actions.publish(actor(), case_id, revision=revision)
    except Invalid as error:
        return _refused(case_id, error)
    return _done(case, _("Published. Readers see it now."))


@blueprint.post("/<id:case_id>/submit")
@staff
@limited("write")
def submit(case_id: int) -> AnyResponse:
    """Hand the newest revision over to those who publish."""
    revision = _looked_at()
    try:
        case = actions.submit(actor(), case_id, revision=revision)
    except Invalid as error:
        return _refused(case_id, error)
    return _done(case, _("Handed over. Those who publish are told."))


@blueprint.post("/<id:case_id>/confirm")
@staff
@limited("write")
def confirm(case_id: int) -> AnyResponse:
    """What readers see still holds."""
    case = actions.confirm(actor(), case_id, revision=_looked_at())
    return _done(case, _("Checked now, by you."))


@blueprint.route("/<id:case_id>/schedule", methods=["GET", "POST"])
@staff
@limited("write")
def schedule(case_id: int) -> AnyResponse:
    """Choose when the newest revision is shown."""
    case = queries.entity(actor(), case_id)
    permissions.demand(actor(), "case.publish", case)
    form = ScheduleForm(data={"revision": str(case.latest_revision)})
    if form.validate_on_submit():
        try:
            actions.schedule(actor(), case_id, revision=form.looked_at, at=form.moment)
            return _done(case, _("It will be published at that time."))
        except OverflowError:
            form.take(Invalid(_("Please choose a time between now and a year from now."), "at"))
        except Invalid as error:
            form.take(error)
    page = render_template("cases/schedule.html", case=case, form=form, zone=reader_zone())
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/<id:case_id>/unschedule")
@staff
@limited("write")
def unschedule(case_id: int) -> AnyResponse:
    """Not at that time after all."""
    case = actions.unschedule(actor(), case_id)
    return _done(case, _("Nothing is planned for it any more."))


@blueprint.post("/<id:case_id>/restore")
@staff
@limited("write")
def restore(case_id: int) -> AnyResponse:
    """Back from the archive."""
    case = actions.restore(actor(), case_id)
    return _done(case, _("Back from the archive."))


@blueprint.post("/<id:case_id>/revive")
@staff
@limited("write")
def revive(case_id: int) -> AnyResponse:
    """It holds after all."""
    case = actions.revive(actor(), case_id)
    return _done(case, _("Readers find it again. Please check it."))
