"""What staff do with a gap: each a form that posts, and back to the gap."""

from flask import flash, request, url_for
from flask_babel import gettext as _
from markupsafe import Markup
from werkzeug.wrappers import Response

from portal.core import richtext
from portal.core.errors import Invalid
from portal.gaps import actions, forms
from portal.gaps.models import Gap
from portal.gaps.routes.frame import blueprint, gap_page, owner_form
from portal.search import wording
from portal.web import identity
from portal.web.guards import staff
from portal.web.limits import limited
from portal.web.redirects import back


def _done(gap_id: int, words: str) -> Response:
    flash(words, "success")
    return back(request.form.get("next"), url_for("gaps.show", gap_id=gap_id))


def _linked(gap: Gap) -> Markup:
    """For the board, where what was taken is among the open ones no longer."""
    url, language = url_for("gaps.show", gap_id=gap.id), wording.spoken(gap.wording)
    spoken = richtext.element(' lang="{}"', language) if language else ""
    return richtext.element('{} <a href="{}"{}>{}</a>', _("It is yours now."), url, spoken, gap.wording)


@blueprint.post("/<id:gap_id>/take")
@staff
@limited("write")
def take(gap_id: int) -> Response:
    """“I write it”, a colleague or a team does, or nobody for now."""
    actor = identity.actor()
    if request.form.get("owner") == "me":
        gap = actions.take(actor, gap_id, owner_id=actor.id)
        return _done(gap_id, _linked(gap) if request.form.get("next") else _("It is yours now."))
    form = owner_form(formdata=request.form)
    if form.validate():
        try:
            actions.take(actor, gap_id, **form.chosen)
            return _done(gap_id, _("Saved."))
        except Invalid as error:
            form.take(error)
    return gap_page(gap_id, 422, owner_form=form)


@blueprint.post("/<id:gap_id>/due")
@staff
@limited("write")
def due(gap_id: int) -> Response:
    """Until when."""
    form = forms.DueForm()
    if form.validate():
        try:
            actions.set_due(identity.actor(), gap_id, due_on=form.due_on.data)
            return _done(gap_id, _("Saved."))
        except Invalid as error:
            form.take(error)
    return gap_page(gap_id, 422, due_form=form)


@blueprint.post("/<id:gap_id>/dismiss")
@staff
@limited("write")
def dismiss(gap_id: int) -> Response:
    """No case is to be written, and why."""
    form = forms.DismissForm()
    if form.validate():
        try:
            actions.dismiss(identity.actor(), gap_id, reason=form.reason.data or "")
            return _done(gap_id, _("Dismissed: it comes back when demand has doubled."))
        except Invalid as error:
            form.take(error)
    return gap_page(gap_id, 422, dismiss_form=form)


@blueprint.post("/<id:gap_id>/reopen")
@staff
@limited("write")
def reopen(gap_id: int) -> Response:
    """It is to be worked on after all."""
    actions.reopen(identity.actor(), gap_id)
    return _done(gap_id, _("Open again."))


@blueprint.post("/<id:gap_id>/case")
@staff
@limited("write")
def link(gap_id: int) -> Response:
    """There is a case already."""
    form = forms.LinkForm()
    if form.validate():
        try:
            actions.link(identity.actor(), gap_id, case_id=form.case.data or 0)
            return _done(gap_id, _("Linked. Add these wordings to the case, so that search finds it by them."))
        except Invalid as error:
            form.take(error)
    return gap_page(gap_id, 422, link_form=form)
