"""Delete one's own posts: a page that asks, then the deed."""

from collections.abc import Callable
from typing import Any

from flask import flash, render_template, request
from flask_babel import gettext as _

from portal.core import permissions
from portal.core.errors import Invalid
from portal.questions import actions
from portal.questions.forms import DeleteForm
from portal.questions.models import Answer, Comment, Question
from portal.questions.queries import posts
from portal.questions.routes import blueprint, sending
from portal.web import identity
from portal.web.guards import member
from portal.web.limits import limited


@blueprint.route("/questions/<id:question_id>/delete", methods=["GET", "POST"])
@member
@limited("write")
def delete(question_id: int) -> Any:
    """A question that others have answered stays, whoever asked it."""
    actor = identity.actor()
    question = posts.question(actor, question_id)
    permissions.demand(actor, "question.delete", question)
    stays = not actor.is_staff and posts.answered_by_others(question)
    return _confirmed(
        question,
        question,
        lambda reason: actions.delete(actor, question_id=question_id, reason=reason),
        _("The question is deleted."),
        stays=stays,
    )


@blueprint.route("/answers/<id:answer_id>/delete", methods=["GET", "POST"])
@member
@limited("write")
def delete_answer(answer_id: int) -> Any:
    actor = identity.actor()
    answer = posts.answer(actor, answer_id)
    permissions.demand(actor, "answer.delete", answer)
    return _confirmed(
        answer,
        posts.question(actor, answer.question_id),
        lambda reason: actions.delete_answer(actor, answer_id=answer_id, reason=reason),
        _("The answer is deleted."),
    )


@blueprint.route("/comments/<id:comment_id>/delete", methods=["GET", "POST"])
@member
@limited("write")
def delete_comment(comment_id: int) -> Any:
    actor = identity.actor()
    comment = posts.comment(actor, comment_id)
    permissions.demand(actor, "comment.delete", comment)
    return _confirmed(
        comment,
        posts.question(actor, comment.question_id),
        lambda reason: actions.delete_comment(actor, comment_id=comment_id, reason=reason),
        _("The comment is deleted."),
    )


def _confirmed(
    post: Question | Answer | Comment,
    question: Question,
    act: Callable[[str], Question],
    done: str,
    *,
    stays: bool = False,
) -> Any:
    form = DeleteForm()
    sure = request.form.get("sure") == "1"  # a button on the thread page posts without it and is asked first
    if sure and form.validate():
        try:
            left = act(form.reason.data or "")
            flash(done, "success")
            return sending.to_thread(left)
        except Invalid as refusal:
            sending.refuse(form, refusal)
    kind = type(post).__name__.lower()
    page = render_template(
        "questions/confirm_delete.html", form=form, post=post, kind=kind, question=question, stays=stays
    )
    return page, 422 if sure else 200
