"""The translations of one case for those who keep them, and those of all cases on the desk."""

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, queries
from portal.cases.routes.frame import blueprint
from portal.cases.translating_forms import CurrentForm, LinkForm
from portal.core.errors import Conflict, Invalid, NotFound
from portal.core.language import CODES, NAMES
from portal.core.visibility import Status
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.get("/translations")
@staff
def translations_desk() -> str:
    """What is behind, the largest change first; what lost its original; what many read and nobody translated."""
    first = not request.args.get("after")
    page = queries.behind(actor(), request.args.get("after", ""))
    return render_template(
        "cases/translations_desk.html",
        rows=page.rows,
        older=url_for("cases.translations_desk", after=page.next) if page.next else "",
        orphans=queries.orphans(actor()) if first else [],
        untranslated=queries.untranslated(actor()) if first else [],
        names=NAMES,
    )


@blueprint.route("/<id:case_id>/translations", methods=["GET", "POST"])
@staff
@limited("edit")
def translations(case_id: int) -> AnyResponse:
    """The case in every language; POST names another case that says the same."""
    case = queries.entity(actor(), case_id)
    group = queries.group(actor(), case)
    form = LinkForm()
    if form.validate_on_submit():
        try:
            _link(form, case_id)
            flash(_("They are one case in two languages now."), "success")
            return redirect(url_for("cases.translations", case_id=case_id), 303)
        except NotFound:
            form.take(Invalid(_("There is no such case."), "case"))
        except Invalid as error:
            form.take(Invalid(error.text, "case"))
    original = group[0] if group[0].original_id is None else None
    page = render_template(
        "cases/translations.html",
        case=case,
        group=group,
        original=original,
        present=original is not None and original.status == Status.LIVE.value,
        missing=[code for code in CODES if code not in {each.language for each in group}],
        form=form,
        names=NAMES,
    )
    return make_response(page, 422 if form.errors else 200)


def _link(form: LinkForm, case_id: int) -> None:
    other, matches = form.case.data or 0, bool(form.compared.data)
    if form.role.data == "translation":
        actions.link_translation(actor(), case_id, original_id=other, matches=matches)
    else:
        actions.link_translation(actor(), other, original_id=case_id, matches=matches)


@blueprint.post("/<id:case_id>/translations/part")
@staff
@limited("edit")
def part_translation(case_id: int) -> AnyResponse:
    """No longer a translation of another case."""
    original_id = queries.entity(actor(), case_id).original_id
    try:
        actions.unlink_translation(actor(), case_id)
        flash(_("Each case stands for itself now."), "success")
    except Invalid as error:
        flash(str(error.text), "error")
    return redirect(url_for("cases.translations", case_id=original_id or case_id), 303)


@blueprint.post("/<id:case_id>/translations/current")
@staff
@limited("edit")
def mark_translation_current(case_id: int) -> AnyResponse:
    """It says what the original says now."""
    form = CurrentForm()
    if not form.validate():
        raise Invalid(_("This form is not complete. Please open the case again."))
    try:
        actions.mark_current(actor(), case_id, revision=form.revision.data)
        flash(_("Marked as up to date with the original."), "success")
    except (Invalid, Conflict) as error:
        flash(str(error.text), "error")
    return redirect(url_for("cases.translations", case_id=case_id), 303)
