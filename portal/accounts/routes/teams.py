"""Named teams, for administrators."""

from flask import flash, make_response, redirect, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.accounts import actions, teams
from portal.accounts.forms import TeamForm
from portal.accounts.routes.door import blueprint
from portal.accounts.teams import Kept
from portal.core import idempotency
from portal.core.errors import Invalid
from portal.web import identity
from portal.web.forms import NothingForm, options
from portal.web.guards import admin
from portal.web.limits import limited


@blueprint.route("/staff/teams", methods=["GET", "POST"], endpoint="teams")
@admin
@limited("write")
def keep() -> Response:
    """All teams, and a form for one more."""
    actor, form = identity.actor(), TeamForm()
    _offer(form)
    if form.validate_on_submit():
        try:
            name, people = form.name.data or "", form.chosen
            once = idempotency.begin(actor, form.key.data or "", "team", name, sorted(people))
            if not once.location:
                actions.add_team(actor, name=name, people=people)
                once.finish(url_for("accounts.teams"))
                flash(_("The team is there. It can be given cases and knowledge gaps."), "success")
            return redirect(url_for("accounts.teams"), 303)
        except Invalid as error:
            form.take(error)
    page = render_template("accounts/teams.html", teams=teams.kept(actor), form=form)
    return make_response(page, 422 if form.errors else 200)


@blueprint.route("/staff/teams/<id:team_id>", methods=["GET", "POST"])
@admin
@limited("write")
def team(team_id: int) -> Response:
    """One team: its name, its people, or no team any more."""
    actor = identity.actor()
    found = teams.one(actor, team_id)
    form = TeamForm(data={"name": found.name, "people": [str(number) for number, _name in found.people]})
    _offer(form, found)
    if form.validate_on_submit():
        try:
            actions.change_team(actor, team_id, name=form.name.data or "", people=form.chosen)
            flash(_("Saved."), "success")
            return redirect(url_for("accounts.teams"), 303)
        except Invalid as error:
            form.take(error)
    page = render_template("accounts/team.html", team=found, form=form, nothing=NothingForm(formdata=None))
    return make_response(page, 422 if form.errors else 200)


@blueprint.post("/staff/teams/<id:team_id>/remove")
@admin
@limited("write")
def remove_team(team_id: int) -> Response:
    actions.remove_team(identity.actor(), team_id)
    flash(_("The team is gone. What it looked after is with the support team now."), "success")
    return redirect(url_for("accounts.teams"), 303)


def _offer(form: TeamForm, now: Kept | None = None) -> None:
    """Everybody who may be in a team; whoever is in it now stays to be chosen."""
    people = dict(teams.everyone())
    gone = {number: name for number, name in (now.people if now else ()) if number not in people}
    form.people.choices = options((str(number), name) for number, name in {**people, **gone}.items())
