"""Proposing: similar things first, then the idea. Guests write first and sign in after."""

from flask import flash, redirect, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import drafts, idempotency, permissions, similar
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Card
from portal.core.visibility import Status
from portal.ideas import actions, queries
from portal.ideas.forms import ProposeForm
from portal.ideas.routes.blueprint import address, blueprint
from portal.web import identity, writing
from portal.web.guards import public
from portal.web.limits import limited

PLACE = "idea"
KINDS = ("idea", "case", "question")


@blueprint.route("/propose", methods=["GET", "POST"])
@public
@limited("propose")
def propose() -> Response | str | tuple[str, int]:
    """The form. The send button is never blocked: a second press sends even when there is something similar."""
    actor = identity.actor()
    form = ProposeForm(data=drafts.load(actor, PLACE))
    if not form.is_submitted():
        return _page(form)
    if not form.validate():
        return _page(form), 422
    if not permissions.can(actor, "idea.propose"):
        return writing.put_aside(actor, PLACE)
    if not form.checked.data:
        found = similar.find(actor, f"{form.title.data} {form.body.data or ''}"[:500], KINDS)
        if found:
            return _similar_page(actor, form, found)
    try:
        return redirect(_send(actor, form), 303)
    except Invalid as error:
        form.take(error)
        return _page(form), 422


def _page(form: ProposeForm) -> str:
    return render_template("ideas/propose.html", form=form)


def _similar_page(actor: Actor, form: ProposeForm, found: list[Card]) -> str:
    drafts.save(actor, PLACE, form.kept())
    own = queries.own_votes(actor, [card.ref.id for card in found if card.ref.kind == "idea"])
    return render_template("ideas/similar.html", form=form, found=found, own=own)


def _send(actor: Actor, form: ProposeForm) -> str:
    sent = form.kept()
    once = idempotency.begin(actor, form.key.data or "", *sent.values())
    if once.location:
        return once.location
    idea = actions.propose(
        actor, title=sent["title"], body=sent["body"], topics=form.words(), language=sent["language"] or None
    )
    drafts.drop(actor, PLACE)
    if idea.status == Status.LIVE:
        flash(_("Thank you! Your idea is here, and your vote with it."), "success")
    once.finish(address(idea))
    return address(idea)
