"""What is there already: beside a title being typed, beside a thing being read, and the thanks when it was enough."""

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import refs
from portal.core.errors import NotFound
from portal.core.refs import Ref
from portal.search import actions, forms, queries
from portal.search.queries import KINDS
from portal.search.routes import trails
from portal.search.routes.blueprint import blueprint, reader_language
from portal.search.routes.results import GET
from portal.web import identity
from portal.web.forms import NothingForm, wants_fragment
from portal.web.guards import public
from portal.web.limits import limited


@blueprint.get("/search/similar")
@public
@limited("suggest", methods=GET)
def similar() -> str:
    """At most five rows for a form in which a title is typed; as a page of its own without script.

    The buttons of the fragment belong to the form it stands in, whose token they send along.
    """
    text = request.args.get("title", "")[: forms.LONGEST]
    rows = queries.similar_rows(identity.actor(), text, forms.kinds(request.args))
    template = "search/similar_rows.html" if wants_fragment() else "search/similar.html"
    return render_template(template, rows=rows, text=text, form=None if wants_fragment() else NothingForm())


@blueprint.get("/search/solved/<kind>/<id:thing_id>")
@public
@limited("search", methods=GET)
def confirm_solved(kind: str, thing_id: int) -> str:
    """The button on a page of its own: pages that guests read carry no form, so that they can be kept."""
    card = refs.card(identity.actor(), Ref(kind, thing_id)) if kind in KINDS else None
    if card is None or card.status != "live":
        raise NotFound(kind)
    return render_template("search/solved.html", card=card, form=NothingForm(), trail=trails.given())


@blueprint.post("/search/solved/<kind>/<id:thing_id>")
@public
@limited("helpful")
def solved(kind: str, thing_id: int) -> Response:
    """“This solved it”: counted without a name, and on to the thing."""
    trail = trails.given(request.form)
    card = actions.note_solved(
        identity.actor(), Ref(kind, thing_id), language=reader_language(), search_id=trail.id if trail else ""
    )
    flash(_("Good that it helped. Thank you for saying so."), "success")
    return redirect(card.url, 303)


@blueprint.get("/related/<kind>/<id:thing_id>")
@public
@limited("search", methods=GET)
def related(kind: str, thing_id: int) -> str:
    """What is about the same as a thing; the part for its aside when script asked."""
    card, rows = queries.related(identity.actor(), Ref(kind, thing_id))
    template = "search/related_rows.html" if wants_fragment() else "search/related.html"
    return render_template(template, card=card, rows=rows)
