"""Who looks after a case and how often; members who found it still correct."""

from flask import flash, make_response, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.accounts import queries as accounts
from portal.accounts import teams as named_teams
from portal.cases import actions, queries
from portal.cases.forms_checks import OwnerForm, VouchForm
from portal.cases.models import Case
from portal.cases.queries import intervals
from portal.cases.routes.frame import blueprint, url_of
from portal.core import permissions
from portal.core.errors import Invalid
from portal.topics.intervals import typed
from portal.web.guards import member, staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.route("/<id:case_id>/owner", methods=["GET", "POST"])
@staff
@limited("write")
def owner(case_id: int) -> AnyResponse:
    """A person or a team, and an interval."""
    case = queries.entity(actor(), case_id)
    permissions.demand(actor(), "case.set_owner", case)
    form = OwnerForm(data={"owner": _owner(case), "check_days": str(case.check_days or "")})
    form.offer(_people(case), named_teams.names(), intervals.by_default(case.topic_slugs, intervals.by_topic()))
    if form.validate_on_submit():
        try:
            person, team = form.whom()
            actions.set_owner(actor(), case_id, owner_id=person, team=team, check_days=typed(form.check_days.data))
            flash(_("Saved."), "success")
            return redirect(url_of(case), 303)
        except Invalid as error:
            form.take(error)
    page = render_template("cases/owner.html", case=case, form=form)
    return make_response(page, 422 if form.errors else 200)


def _owner(case: Case) -> str:
    if case.owner_team:
        return f"team-{case.owner_team}"
    return f"person-{case.owner_id}" if case.owner_id is not None else ""


def _people(case: Case) -> list[tuple[int, str]]:
    """Those of support; whoever has it now stays to be chosen, also when they left."""
    people = accounts.support_names()
    if case.owner_id is not None and case.owner_id not in dict(people):
        now = accounts.person(case.owner_id)
        people = [(case.owner_id, now.name if now is not None else str(case.owner_id)), *people]
    return people


@blueprint.post("/<id:case_id>/vouch")
@member
@limited("helpful")
def vouch(case_id: int) -> AnyResponse:
    """A trusted member says that it is still correct, or takes that back."""
    form = VouchForm()
    if not form.validate():
        raise Invalid(_("This form is not complete. Please open the case again."))
    case = actions.vouch(actor(), case_id, revision=form.revision.data or 0, on=bool(form.on.data))
    if form.on.data:
        flash(_("Thank you. Support sees that you found it still correct."), "success")
    return redirect(url_of(case), 303)
