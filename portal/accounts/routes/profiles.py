"""The public page of a person."""

from flask import make_response, redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.accounts import queries
from portal.accounts.routes.door import blueprint
from portal.core import contributions
from portal.core.refs import Card
from portal.web import identity
from portal.web.guards import public

SHOWN = 30


@blueprint.get("/people/<id:person_id>", endpoint="profile_by_number")
@public
def profile_by_number(person_id: int) -> Response:
    person = queries.profile(identity.actor(), person_id)
    return redirect(url_for("accounts.profile", person_id=person.id, slug=person.slug))


@blueprint.get("/people/<id:person_id>/<slug>")
@public
def profile(person_id: int, slug: str) -> Response:
    actor = identity.actor()
    person = queries.profile(actor, person_id)
    if person.merged_into_id is not None:
        return redirect(url_for("accounts.profile_by_number", person_id=person.merged_into_id))
    if slug != person.slug:
        return redirect(url_for("accounts.profile", person_id=person.id, slug=person.slug))
    tabs = contributions.providers()
    counts = contributions.counts(actor, person.id)
    first = next((tab for tab in tabs if counts[tab.key] != 0), tabs[0] if tabs else None)
    chosen = next((tab for tab in tabs if tab.key == request.args.get("tab")), first)
    cards: list[Card] = chosen.load(actor, person.id, SHOWN) if chosen else []
    return make_response(
        render_template(
            "accounts/profile.html", person=person, tabs=tabs, chosen=chosen, cards=cards, counts=counts, shown=SHOWN
        )
    )
