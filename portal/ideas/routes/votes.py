"""Voting."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from portal.ideas import actions, queries
from portal.ideas.routes.blueprint import address, blueprint
from portal.web import identity, redirects
from portal.web.forms import wants_fragment
from portal.web.guards import member
from portal.web.limits import limited


@blueprint.post("/<id:idea_id>/vote")
@member
@limited("vote")
def vote(idea_id: int) -> Response | str:
    """``value`` 1 or 0, or ``importance``: a press on the importance one has chosen takes the vote back."""
    actor = identity.actor()
    idea = actions.vote(actor, idea_id, importance=_wanted(idea_id))
    if wants_fragment():
        return render_template("ideas/_vote.html", idea=idea, own=queries.own_vote(actor, idea_id))
    back = request.form.get("next") or request.args.get("next")
    return redirect(redirects.local(back) or address(idea), 303)


def _wanted(idea_id: int) -> str | None:
    importance = request.form.get("importance")
    if importance is not None:
        return importance or None
    if request.form.get("value") == "0":
        return None
    return queries.own_vote(identity.actor(), idea_id) or "important"
