"""A member flags a post."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import refs, stewards
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import demand
from portal.core.refs import Card, Ref
from portal.moderation import actions, queries
from portal.moderation.forms import FlagForm, target_id
from portal.moderation.routes import blueprint
from portal.web import identity, redirects
from portal.web.guards import member
from portal.web.limits import limited


@blueprint.route("/flag/<kind>/<id:thing_id>", methods=["GET", "POST"])
@member
@limited("flag")
def flag(kind: str, thing_id: int) -> Response | str | tuple[str, int]:
    """Say what is wrong with a post; a second flag by the same person is thanked for and changes nothing."""
    ref = Ref(kind, thing_id)
    card = _visible(ref)
    form = FlagForm()
    form.offer(kind)
    if form.validate_on_submit():
        try:
            return _send(ref, card, form)
        except Invalid as refusal:
            form.take(refusal)
    status = 422 if form.is_submitted() else 200
    own = queries.last_flag(identity.actor(), ref)
    return render_template("moderation/flag.html", form=form, card=card, kind=kind, own=own), status


def _visible(ref: Ref) -> Card:
    """The card of what the actor sees and may flag; 404 and 403 otherwise."""
    steward, card = stewards.of(ref.kind), refs.card(identity.actor(), ref)
    if card is None:
        raise NotFound(ref.kind)
    demand(identity.actor(), "post.flag", steward.get(ref.id))
    return card


def _send(ref: Ref, card: Card, form: FlagForm) -> Response:
    target = target_id(form.target.data, ref.kind) if form.target else None
    fresh = actions.flag(identity.actor(), ref, reason=form.reason.data, text=form.text.data or "", target_id=target)
    if fresh:
        flash(_("Thank you. A moderator will look at it."), "success")
    else:
        flash(_("You have flagged this already. A moderator will look at it."), "info")
    return redirect(redirects.local(card.url) or "/", 303)
