"""The one page on which everything about a post is seen and decided."""

from dataclasses import dataclass
from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import refs, stewards
from portal.core.db import db
from portal.core.errors import Conflict, Invalid
from portal.core.refs import Card, Ref
from portal.moderation import actions, queries, reasons
from portal.moderation.forms import DecideForm, target_id
from portal.moderation.queries.queue import Row
from portal.moderation.routes import blueprint, shown
from portal.web import identity, redirects
from portal.web.guards import staff
from portal.web.limits import limited


@dataclass(frozen=True, slots=True)
class Around:
    """A post with what is needed to decide about it."""

    ref: Ref
    card: Card
    post: Any
    item: Row | None
    flags: list[Any]
    history: list[Any]
    verbs: tuple[str, ...]
    form: DecideForm


def around(ref: Ref, *, next_url: str = "", item: Row | None = None, form: DecideForm | None = None) -> Around:
    """Gather it. Raises ``NotFound`` for what is not there."""
    actor, post = identity.actor(), stewards.of(ref.kind).get(ref.id)
    item = item or queries.item_of(actor, ref)
    card = item.card if item else refs.card(actor, ref)
    verbs = queries.verbs_for(ref, post)
    history = queries.history(ref, verbs)
    if form is None:
        form = DecideForm(formdata=None, next=next_url)
    form.offer(verbs)
    form.seen.data = history[0].decision.number if history else 0
    form.item.data = item.item.id if item else 0
    return Around(ref, shown(ref, card), post, item, queries.open_flags(ref), history, verbs, form)


@blueprint.route("/moderation/<kind>/<id:thing_id>", methods=["GET", "POST"])
@staff
@limited("write")
def decide(kind: str, thing_id: int) -> Response | tuple[str, int]:
    """See a post of any kind with its flags and history; decide with a reason."""
    ref, status, problem = Ref(kind, thing_id), 200, ""
    form = DecideForm() if request.method == "POST" else None
    if form is not None:
        form.offer(tuple(reasons.REASONS))
        status = 422
        if form.validate():
            try:
                return _decide(ref, form)
            except Invalid as refusal:
                form.take(refusal)
            except Conflict as conflict:
                status, problem = 409, str(conflict.text)
        db.session.rollback()  # what was begun is not to be; the page below only reads
    panel = around(ref, form=form)
    return render_template("moderation/decide.html", panel=panel, problem=problem, failed=bool(form)), status


def _decide(ref: Ref, form: DecideForm) -> Response:
    verb, _colon, reason = form.choice.data.partition(":")
    stated = form.target.data if verb == "duplicate" and form.target else ""
    decision = actions.decide(
        identity.actor(),
        ref,
        verb=verb,
        reason=reason,
        text=form.text.data or "",
        target_id=target_id(stated, ref.kind),
        seen=form.seen.data,
        item_id=form.item.data or None,
    )
    flash(_("Done: %(what)s.", what=reasons.DONE_WORDS[decision.verb]), "success")
    here = url_for("moderation.decide", kind=ref.kind, thing_id=ref.id)
    return redirects.back(form.next.data, here)
