"""Answer and comment. The forms stand on the thread page too; these pages are for guests, errors and previews."""

from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from portal.core import drafts, permissions
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.questions import actions
from portal.questions.forms import AnswerForm, CommentForm
from portal.questions.models import Answer, Question
from portal.questions.queries import posts
from portal.questions.routes import blueprint, sending
from portal.web import identity, previews, writing
from portal.web.forms import OnceForm, csrf
from portal.web.guards import public
from portal.web.limits import limited


@blueprint.route("/questions/<id:question_id>/answers", methods=["GET", "POST"])
@public
@csrf.exempt  # the form checks its token itself, so that a text is not lost with the session
@limited("answer")
def answer(question_id: int) -> Any:
    """Answer a question; kept aside for a guest or an unconfirmed member."""
    actor = identity.actor()
    question = posts.question(actor, question_id)
    place = f"answer-{question.id}"
    if request.method == "GET":
        return _answer_page(AnswerForm(formdata=None, data=drafts.load(actor, place)), question)
    form = AnswerForm()
    if "preview" in request.form:
        return _answer_page(form, question, preview=True)
    if status := sending.fault(form):
        return _answer_page(form, question), status
    if not actor.verified:
        return writing.put_aside(actor, place)
    if not permissions.can(actor, "question.answer", question):
        form.form_errors.append(_closed_words(question))
        return _answer_page(form, question), 403
    return _post_answer(actor, question, form, place)


def _answer_page(form: AnswerForm, question: Question, *, preview: bool = False) -> str:
    shown = previews.of(form.body) if preview else None
    return render_template("questions/answer_alone.html", form=form, question=question, preview=shown)


def _closed_words(question: Question) -> str:
    if question.locked_at is not None:
        return _("This thread is locked: it can be read, not changed.")
    if question.state == "closed":
        return _("This question was closed while you were writing: it can no longer be answered.")
    return _("This question cannot be answered at the moment.")


def _held_words() -> str:
    return _("Your post is saved. A moderator looks at it first, then everybody can read it.")


def _post_answer(actor: Actor, question: Question, form: AnswerForm, place: str) -> Any:
    def act() -> str:
        row = actions.answer(actor, question_id=question.id, body=form.body.data or "")
        if row.status != "live":
            flash(_held_words(), "info")
        return sending.thread_url(question, f"answer-{row.id}")

    return sending.post_once(
        actor,
        form,
        "answer",
        question.id,
        form.body.data,
        act=act,
        drop=place,
        again=lambda status: (_answer_page(form, question), status),
    )


@blueprint.route("/questions/<id:question_id>/comments", methods=["GET", "POST"])
@public
@csrf.exempt  # as above
@limited("comment")
def comment(question_id: int) -> Any:
    """Comment on a question, or on the answer named by ``answer_id``."""
    actor = identity.actor()
    question = posts.question(actor, question_id)
    under = _under(actor, question)
    place = f"comment-answer-{under.id}" if under else f"comment-{question.id}"
    if request.method == "GET":
        begun = {**drafts.load(actor, place), "answer_id": under.id if under else ""}
        return _comment_page(CommentForm(formdata=None, data=begun), question, under)
    form = CommentForm()
    if status := sending.fault(form):
        return _comment_page(form, question, under), status
    if not actor.verified:
        return writing.put_aside(actor, place)
    if not permissions.can(actor, "question.comment", question):
        form.form_errors.append(_("Comments are not possible here at the moment."))
        return _comment_page(form, question, under), 403
    return _post_comment(actor, question, under, form, place)


def _under(actor: Actor, question: Question) -> Answer | None:
    named = request.form.get("answer_id") or request.args.get("answer_id") or ""
    if not named:
        return None
    if not (named.isascii() and named.isdigit() and len(named) < 19):
        raise NotFound("answer")
    row = posts.answer(actor, int(named))
    if row.question_id != question.id:
        raise NotFound("answer")
    return row


def _comment_page(form: OnceForm, question: Question, under: Answer | None) -> str:
    return render_template("questions/comment.html", form=form, question=question, under=under)


def _post_comment(actor: Actor, question: Question, under: Answer | None, form: CommentForm, place: str) -> Any:
    answer_id = under.id if under else None

    def act() -> str:
        row = actions.comment(actor, question_id=question.id, answer_id=answer_id, body=form.body.data or "")
        if row.status != "live":
            flash(_held_words(), "info")
        return sending.thread_url(question, f"comment-{row.id}")

    return sending.post_once(
        actor,
        form,
        "comment",
        question.id,
        answer_id,
        form.body.data,
        act=act,
        drop=place,
        again=lambda status: (_comment_page(form, question, under), status),
    )
