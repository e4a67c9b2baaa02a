"""What the asker and staff decide about a thread: accepted, official, more needed, another language."""

from typing import Any

from flask import flash, redirect, render_template, request
from flask_babel import gettext as _

from portal.core import permissions
from portal.core.errors import Invalid
from portal.questions import actions
from portal.questions.forms import InformationForm, LanguageForm, SwitchForm, VisibilityForm
from portal.questions.queries import posts
from portal.questions.routes import blueprint, sending
from portal.web import identity
from portal.web.guards import member, staff
from portal.web.limits import limited


@blueprint.post("/answers/<id:answer_id>/accept")
@member
@limited("write")
def accept(answer_id: int) -> Any:
    """``on=1`` accepts, ``on=0`` takes it back."""
    actor = identity.actor()
    answer = actions.accept(actor, answer_id=answer_id, on=bool(SwitchForm().on.data))
    return sending.to_thread(posts.question(actor, answer.question_id), f"answer-{answer.id}")


@blueprint.post("/answers/<id:answer_id>/official")
@staff
@limited("write")
def official(answer_id: int) -> Any:
    """``on=1`` marks, ``on=0`` takes it back."""
    actor = identity.actor()
    answer = actions.make_official(actor, answer_id=answer_id, on=bool(SwitchForm().on.data))
    return sending.to_thread(posts.question(actor, answer.question_id), f"answer-{answer.id}")


@blueprint.route("/questions/<id:question_id>/needs-information", methods=["GET", "POST"])
@staff
@limited("write")
def needs_information(question_id: int) -> Any:
    """Ask for what is missing, in a comment (``body``); ``on=0`` says that enough is known."""
    actor = identity.actor()
    question = posts.question(actor, question_id)
    permissions.demand(actor, "question.needs_information", question)
    form = InformationForm()
    if request.method == "POST" and request.form.get("on") == "0":
        return sending.to_thread(actions.has_enough(actor, question_id=question_id))
    sent = "body" in request.form  # the button on the thread page posts without it and gets the form
    if sent and form.validate():
        try:
            return sending.to_thread(
                actions.ask_for_information(actor, question_id=question_id, body=form.body.data or "")
            )
        except Invalid as refusal:
            sending.refuse(form, refusal)
    page = render_template("questions/needs_information.html", form=form, question=question)
    return page, 422 if sent else 200


@blueprint.route("/questions/<id:question_id>/language", methods=["GET", "POST"])
@member
@limited("write")
def set_language(question_id: int) -> Any:
    """Correct the language of a question."""
    actor = identity.actor()
    question = posts.question(actor, question_id)
    permissions.demand(actor, "question.set_language", question)
    form = LanguageForm(data={"language": question.language})
    if request.method == "POST" and form.validate():
        actions.set_language(actor, question_id=question_id, code=form.language.data or "")
        flash(_("The language is set."), "success")
        return redirect(sending.thread_url(question), 303)
    page = render_template("questions/language.html", form=form, question=question)
    return page, 422 if request.method == "POST" else 200


@blueprint.route("/questions/<id:question_id>/visibility", methods=["GET", "POST"])
@member
@limited("write")
def set_visibility(question_id: int) -> Any:
    """Who can read a question: everybody, only people who have signed in, or support alone."""
    actor = identity.actor()
    question = posts.question(actor, question_id)
    permissions.demand(actor, "question.set_visibility", question)
    form = VisibilityForm(data={"visibility": question.visibility})
    if request.method == "POST" and form.validate():
        try:
            actions.set_visibility(actor, question_id=question_id, visibility=form.visibility.data or "")
            flash(_("Saved."), "success")
            return redirect(sending.thread_url(question), 303)
        except Invalid as refusal:
            sending.refuse(form, refusal)
    page = render_template("questions/visibility.html", form=form, question=question)
    return page, 422 if request.method == "POST" else 200
