"""Pins: staff pick the best answer for a query on the results page, and keep the list of them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import clock
from portal.core.errors import Invalid, NotFound
from portal.core.language import NAMES
from portal.core.refs import Ref
from portal.search import actions, queries
from portal.search.routes.blueprint import blueprint
from portal.search.teaching_forms import PinForm
from portal.web import identity
from portal.web.guards import staff
from portal.web.limits import limited
from portal.web.redirects import back


@blueprint.get("/search/pins")
@staff
def pins() -> str:
    """All pins, the latest first."""
    rows = queries.pins(identity.actor())
    return render_template("search/pins.html", rows=rows, today=clock.now().date(), language_names=NAMES)


@blueprint.post("/search/pins")
@staff
@limited("write")
def pin() -> Response:
    """“Pin for this query” beside a hit."""
    form = request.form
    try:
        ref = Ref.parse(form.get("ref", ""))
    except ValueError:
        raise NotFound("thing") from None
    actions.pin(identity.actor(), ref, words=form.get("words", ""))
    flash(_("Pinned: it stands first for these words now, in any form and order."), "success")
    return back(form.get("next"), url_for("search.pins"))


@blueprint.route("/search/pins/<id:pin_id>", methods=["GET", "POST"])
@staff
@limited("write")
def edit_pin(pin_id: int) -> tuple[str, int] | Response:
    """Its words, language and days."""
    kept = queries.pin(identity.actor(), pin_id)
    form = PinForm(obj=kept)
    if form.validate_on_submit():
        try:
            actions.edit_pin(
                identity.actor(),
                pin_id,
                words=form.words.data or "",
                language=form.language.data or "",
                from_on=form.from_on.data,
                until_on=form.until_on.data,
            )
            flash(_("Saved."), "success")
            return redirect(url_for("search.pins"), 303)
        except Invalid as error:
            form.take(error)
    return render_template("search/pin_form.html", form=form), 422 if request.method == "POST" else 200


@blueprint.post("/search/pins/<id:pin_id>/remove")
@staff
@limited("write")
def unpin(pin_id: int) -> Response:
    actions.unpin(identity.actor(), pin_id)
    flash(_("Unpinned: it stands where its words put it."), "success")
    return back(request.form.get("next"), url_for("search.pins"))
