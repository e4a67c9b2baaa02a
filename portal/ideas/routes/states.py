"""The product team's answer."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core.errors import Invalid
from portal.ideas import actions, queries
from portal.ideas.forms import StateForm
from portal.ideas.routes.blueprint import address, blueprint
from portal.web import identity
from portal.web.guards import product
from portal.web.limits import limited


@blueprint.route("/<id:idea_id>/state", methods=["GET", "POST"])
@product
@limited("write")
def set_state(idea_id: int) -> Response | str | tuple[str, int]:
    """Choose a state and say why."""
    actor = identity.actor()
    idea = queries.idea(actor, idea_id)
    form = StateForm(data={"state": idea.state, "case_id": idea.linked_case_id})
    if not form.is_submitted():
        return render_template("ideas/state.html", form=form, idea=idea)
    try:
        if form.validate():
            actions.set_state(
                actor, idea_id, state=form.state.data, reason=form.reason.data or "", case_id=form.case_id.data
            )
            flash(_("The answer is published, and those who voted for the idea are told."), "success")
            return redirect(address(idea), 303)
    except Invalid as error:
        form.take(error)
    return render_template("ideas/state.html", form=form, idea=idea), 422
