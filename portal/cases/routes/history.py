"""The desk of those who curate, and the history of one case."""

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, life, moved, queries
from portal.cases import content as contents
from portal.cases.curating_forms import PART_WORDS, NoteForm
from portal.cases.routes.frame import blueprint, parts_of, url_of
from portal.core import permissions
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.get("/desk")
@staff
def desk() -> str:
    """Drafts, revisions that wait to be published, the archive."""
    part = request.args.get("part", "drafts")
    if part not in queries.Desk:
        abort(404)
    page = queries.desk(actor(), part, request.args.get("after", ""))
    return render_template(
        "cases/desk.html",
        part=part,
        counts=queries.desk_counts(actor()),
        rows=page.rows,
        moved=moved.words,
        older=url_for("cases.desk", part=part, after=page.next) if page.next else "",
    )


@blueprint.get("/<id:case_id>/history")
@staff
def history(case_id: int) -> str:
    """Every revision, newest first."""
    case = queries.entity(actor(), case_id)
    return render_template("cases/history.html", case=case, rows=queries.history(actor(), case))


@blueprint.get("/<id:case_id>/history/<int:number>")
@staff
def revision(case_id: int, number: int) -> AnyResponse:
    """One revision as readers would see it, and what it changes: of what is published, else of the one before."""
    return revision_page(case_id, number, NoteForm(formdata=None))


def revision_page(case_id: int, number: int, form: NoteForm) -> AnyResponse:
    """The page of a revision, with the comments on it and the form for one more."""
    case = queries.entity(actor(), case_id)
    if not 0 < number <= case.latest_revision:
        abort(404)
    base = case.revision if 0 < case.revision < number else number - 1
    row, parts = queries.compare(actor(), case, number, base)
    page = render_template(
        "cases/revision.html",
        case=case,
        row=row,
        mine=case.review == life.ASKED and actions.own_text(actor(), case),
        base=base,
        parts=parts,
        article=parts_of(contents.of(row)),
        notes=queries.notes(actor(), case),
        note_form=form,
        part_words=PART_WORDS,
    )
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/<id:case_id>/history/<int:number>")
@staff
@limited("edit")
def roll_back(case_id: int, number: int) -> AnyResponse:
    """Write this revision again as the newest one."""
    permissions.demand(actor(), "case.roll_back")
    if number >= 10**9:
        abort(404)
    case = actions.roll_back(actor(), case_id, number=number)
    if case.pending:
        flash(_("The old text waits to be published."), "success")
        return redirect(url_for("cases.revision", case_id=case.id, number=case.latest_revision), 303)
    return redirect(url_of(case), 303)
