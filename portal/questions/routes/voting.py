"""Votes and "I have this too": buttons that work without script and answer a fragment to ours."""

from flask import redirect, render_template, request
from werkzeug.wrappers import Response

from portal.core.errors import Invalid
from portal.questions.actions import me_too as saying
from portal.questions.actions import vote as voting
from portal.questions.queries import addresses, thread
from portal.questions.routes import blueprint
from portal.web import identity
from portal.web.forms import wants_fragment
from portal.web.guards import member
from portal.web.limits import limited


def _value() -> int:
    given = request.form.get("value", "")
    if given not in {"1", "0", "-1"}:
        raise Invalid("value", field="value")
    return int(given)


def _answer(kind: str, result: voting.Result) -> str | Response:
    if wants_fragment():
        return render_template("questions/vote.html", kind=kind, result=result)
    slug = thread.head(identity.actor(), result.question_id).row.slug
    path = addresses.question(result.question_id, slug)
    if kind == "answer":
        path = f"/answers/{result.thing_id}"
    return redirect(path, 303)


@blueprint.post("/questions/<id:question_id>/vote")
@member
@limited("vote")
def vote(question_id: int) -> str | Response:
    """Up, down, or taken back."""
    return _answer("question", voting.on_question(identity.actor(), question_id, value=_value()))


@blueprint.post("/answers/<id:answer_id>/vote")
@member
@limited("vote")
def vote_answer(answer_id: int) -> str | Response:
    """Up, down, or taken back."""
    return _answer("answer", voting.on_answer(identity.actor(), answer_id, value=_value()))


@blueprint.post("/questions/<id:question_id>/me-too")
@member
@limited("vote")
def me_too(question_id: int) -> Response:
    """“I have this too”, or not any more."""
    question = saying.me_too(identity.actor(), question_id, on=request.form.get("on") == "1")
    return redirect(addresses.question(question.id, question.slug), 303)
