"""Comments of reviewers on a revision."""

from flask import flash, redirect, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions
from portal.cases.curating_forms import NoteForm
from portal.cases.routes.frame import blueprint
from portal.cases.routes.history import revision_page
from portal.core.errors import Invalid
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.post("/<id:case_id>/history/<int:number>/notes")
@staff
@limited("write")
def note(case_id: int, number: int) -> AnyResponse:
    """Say something about this revision, of the whole or of one part."""
    form = NoteForm()
    if form.validate():
        try:
            actions.note(actor(), case_id, revision=number, text=form.text.data or "", part=form.part.data or "")
            return redirect(url_for("cases.revision", case_id=case_id, number=number, _anchor="notes"), 303)
        except Invalid as error:
            form.take(error)
    return revision_page(case_id, number, form)


@blueprint.post("/notes/<id:note_id>")
@staff
@limited("write")
def settle_note(note_id: int) -> AnyResponse:
    """Dealt with."""
    row = actions.settle_note(actor(), note_id)
    flash(_("Dealt with."), "success")
    return redirect(url_for("cases.revision", case_id=row.case_id, number=row.revision, _anchor="notes"), 303)
