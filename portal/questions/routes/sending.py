"""What the routes that send something share: addresses, refusals, forms sent twice."""

from collections.abc import Callable
from typing import Any

from flask import redirect, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import drafts, idempotency, visibility
from portal.core.db import db
from portal.core.errors import Conflict, Invalid
from portal.core.permissions import Actor
from portal.questions.models import Question
from portal.web import identity
from portal.web.forms import OnceForm, PortalForm


def thread_url(question: Question, anchor: str = "") -> str:
    """The address of a thread, or of one post in it."""
    return url_for("questions.thread", question_id=question.id, slug=question.slug, _anchor=anchor or None)


def to_thread(question: Question, anchor: str = "") -> Response:
    """303 to the thread, or to the list when the actor does not see the thread any more."""
    if not visibility.sees(identity.actor(), question):
        return redirect(url_for("questions.index"), 303)
    return redirect(thread_url(question, anchor), 303)


def fault(form: PortalForm) -> int:
    """0 when all is well; 400 when the token was lost, 422 when a field is wrong.

    Pages that guests read carry no token, so that they can be cached. A guest's text is only ever put aside, so for a
    guest it is enough that the browser says the form stood on a page of ours.
    """
    if form.validate():
        return 0
    if not form.token_lost():
        return 422
    if any(field.errors for field in form):
        return 422
    here = request.headers.get("Origin") == request.host_url.rstrip("/")
    return 0 if here and not identity.actor().signed_in else 400


def refuse(form: PortalForm, refusal: Invalid) -> None:
    """Undo what the action began and put its refusal into the form."""
    db.session.rollback()
    form.take(refusal)


def post_once(
    actor: Actor,
    form: OnceForm,
    *parts: object,
    act: Callable[[], str],
    drop: str,
    again: Callable[[int], Any],
) -> Any:
    """Run ``act`` (which gives the address made) once for this form's key and forget the draft ``drop``.

    ``again(status)`` shows the form with the text still in it, when the action refuses or the key came before with
    another text.
    """
    try:
        once = idempotency.begin(actor, form.key.data or "", *parts)
        if not once.location:
            address = act()
            once.finish(address)
            drafts.drop(actor, drop)
            return redirect(address, 303)
        return redirect(once.location, 303)
    except Invalid as refusal:
        refuse(form, refusal)
        return again(422)
    except Conflict:
        db.session.rollback()
        form.form_errors.append(
            _("This form was sent before with another text. To post this one as well, send it again.")
        )
        form.key.data = idempotency.new_key()
        return again(409)
