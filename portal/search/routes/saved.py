"""Saved searches: keep one from the results page, and one's own list of them."""

from flask import flash, redirect, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core.errors import Invalid
from portal.search import actions, queries, watching
from portal.search.actions.saving import LONGEST_ADDRESS
from portal.search.addressing import address
from portal.search.routes.blueprint import blueprint
from portal.search.saving_forms import NameForm, SaveForm
from portal.web import identity
from portal.web.guards import member
from portal.web.limits import limited
from portal.web.redirects import back


def _kept(text: str) -> str:
    """An address of the results page, or its query string, as it is kept: tidied, without page and order."""
    asked = watching.asked_of(text.partition("?")[2] or text)
    return address(asked, page=None, sort=None, explain=None, exact=None).partition("?")[2]


@blueprint.get("/searches")
@member
def searches() -> str:
    """One's own saved searches."""
    return render_template("search/saved.html", rows=queries.searches(identity.actor()))


@blueprint.get("/searches/new")
@member
def save_form() -> str:
    """Where somebody arrives who had to sign in first: the search is still there, with a button."""
    kept = _kept("?" + request.query_string.decode("latin-1"))
    form = SaveForm(formdata=None, data={"search": kept, "name": watching.asked_of(kept).text[:120]})
    return render_template("search/save_form.html", form=form, kept=kept)


@blueprint.post("/searches")
@member
@limited("write")
def save() -> Response | tuple[str, int]:
    """“Tell me when something answers this”."""
    form = SaveForm()
    kept = _kept(request.form.get("search", "")[: 2 * LONGEST_ADDRESS])
    if form.validate_on_submit():
        try:
            actions.save_search(identity.actor(), address=kept, name=form.name.data or "")
            flash(_("Saved. You will be told when something new answers this search."), "success")
            return back(request.form.get("next"), url_for("search.searches"))
        except Invalid as error:
            form.take(error)
    form.search.data = kept
    return render_template("search/save_form.html", form=form, kept=kept), 422


@blueprint.route("/searches/<id:search_id>", methods=["GET", "POST"])
@member
@limited("write")
def rename_search(search_id: int) -> Response | tuple[str, int]:
    form = NameForm(obj=queries.search(identity.actor(), search_id))
    if form.validate_on_submit():
        try:
            actions.rename_search(identity.actor(), search_id, name=form.name.data or "")
            return redirect(url_for("search.searches"), 303)
        except Invalid as error:
            form.take(error)
    return render_template("search/rename.html", form=form), 422 if request.method == "POST" else 200


@blueprint.post("/searches/<id:search_id>/pause")
@member
@limited("write")
def pause_search(search_id: int) -> Response:
    """``on=1`` stops it for a while, ``on=0`` lets it go on."""
    actions.pause_search(identity.actor(), search_id, on=request.form.get("on") == "1")
    return redirect(url_for("search.searches"), 303)


@blueprint.post("/searches/<id:search_id>/delete")
@member
@limited("write")
def delete_search(search_id: int) -> Response:
    actions.delete_search(identity.actor(), search_id)
    flash(_("The saved search was deleted."), "success")
    return redirect(url_for("search.searches"), 303)
