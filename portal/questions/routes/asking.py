"""Ask: one form, and a step in between that shows what is there already."""

from typing import Any

from flask import flash, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.core import drafts, events, permissions, refs, similar
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.core.visibility import Visibility
from portal.questions import actions, text
from portal.questions.actions.topics import split
from portal.questions.events import QuestionSpared
from portal.questions.forms import AskForm
from portal.questions.queries import choices
from portal.questions.routes import blueprint, sending
from portal.web import identity, previews, writing
from portal.web.forms import csrf
from portal.web.guards import public
from portal.web.limits import limited

PLACE = "ask"


@blueprint.route("/questions/ask", methods=["GET", "POST"])
@public
@csrf.exempt  # the form checks its token itself, so that a text is not lost with the session
@limited("ask")
def ask() -> Any:
    """Anyone may write; what a guest or an unconfirmed member sends is kept until they may post."""
    actor = identity.actor()
    if request.method == "GET":
        return _page(_begun(actor))
    form = AskForm()
    if "preview" in request.form:
        return _page(form, preview=True)
    if status := sending.fault(form):
        return _page(form), status
    if not permissions.can(actor, "question.ask"):
        return writing.put_aside(actor, PLACE)
    found = [] if request.form.get("checked") == "1" else _similar(actor, form)
    if found:
        return render_template("questions/suggestions.html", form=form, cards=found)
    return _post(actor, form)


def _begun(actor: Actor) -> AskForm:
    begun: dict[str, Any] = drafts.load(actor, PLACE)
    begun["s"] = request.args.get("s", "") or begun.get("s", "")
    words = request.args.get("title", "") or request.args.get("q", "")
    if words:
        begun["title"] = words[: text.TITLE[1]]
    if request.args.get("to") == "support":
        begun["visibility"] = Visibility.PRIVATE.value
    return AskForm(formdata=None, data=begun)


def _page(form: AskForm, *, preview: bool = False) -> str:
    return render_template(
        "questions/ask.html",
        form=form,
        topic_names=choices.topic_names(str(get_locale())),
        preview=previews.of(form.body) if preview else None,
    )


def _similar(actor: Actor, form: AskForm) -> list[Card]:
    return similar.find(actor, form.title.data or "")


def _post(actor: Actor, form: AskForm) -> Any:
    sent = {name: form[name].data or "" for name in ("title", "body", "language", "visibility", "own_answer")}

    def act() -> str:
        question = actions.ask(actor, topic_names=split(form.topics.data or ""), trail=form.s.data or "", **sent)
        if question.visibility == Visibility.PRIVATE:  # also while it waits: those who decide are those who answer
            flash(_("Support has your question. You will be told of the answer."), "success")
        elif question.status != "live":
            flash(_("Your question is saved. A moderator looks at it first, then everybody can read it."), "info")
        return sending.thread_url(question)

    return sending.post_once(
        actor,
        form,
        "ask",
        *sent.values(),
        form.topics.data,
        act=act,
        drop=PLACE,
        again=lambda status: (_page(form), status),
    )


@blueprint.post("/questions/spared")
@public
@limited("write")
def spared() -> Any:
    """“This solved it”: the flow ends at what was there already; nothing is asked."""
    actor = identity.actor()
    try:
        ref = Ref.parse(request.form.get("ref", ""))
    except ValueError as error:
        raise NotFound("ref") from error
    card = refs.card(actor, ref)
    if card is None:
        raise NotFound("ref")
    drafts.drop(actor, PLACE)
    events.publish(QuestionSpared(ref.kind, ref.id, actor.id, request.form.get("s", "")[:40]))
    flash(_("Good that it was there already. Your draft is put away."), "success")
    return redirect(card.url or url_for("questions.index"), 303)
