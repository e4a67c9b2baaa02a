"""Edit. A stale edit comes back with a diff, one's own text in the form, and the number that stands now."""

from typing import Any

from flask import flash, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core import diffs, permissions
from portal.core.db import db
from portal.core.errors import Conflict, Invalid
from portal.questions import actions
from portal.questions.actions.edit import question_mark
from portal.questions.actions.edit_answer import answer_mark
from portal.questions.actions.topics import split
from portal.questions.forms import EditAnswerForm, EditCommentForm, EditForm
from portal.questions.models import Answer, Question
from portal.questions.queries import choices, posts
from portal.questions.routes import blueprint, sending
from portal.topics import queries as topics
from portal.web import identity, previews
from portal.web.guards import member
from portal.web.limits import limited


def number(value: str | None) -> int:
    """A revision number from a hidden field; 0, which never stands, for anything else."""
    text = value or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


@blueprint.route("/questions/<id:question_id>/edit", methods=["GET", "POST"])
@member
@limited("edit")
def edit(question_id: int) -> Any:
    actor = identity.actor()
    question = posts.question(actor, question_id)
    permissions.demand(actor, "question.edit", question)
    form = EditForm(data=_question_fields(question))
    if request.method == "GET":
        return _edit_page(form, question)
    if "preview" in request.form:
        return _edit_page(form, question, preview=previews.of(form.body))
    if not form.validate():
        return _edit_page(form, question), 422
    try:
        return sending.to_thread(_save_question(form, question_id))
    except Invalid as refusal:
        sending.refuse(form, refusal)
        return _edit_page(form, question), 422
    except Conflict:
        return _question_conflict(form, question_id), 409


def _question_fields(question: Question) -> dict[str, Any]:
    return {
        "title": question.title,
        "body": question.body,
        "topics": topics.words(question.topic_slugs, str(get_locale())),
        "language": question.language,
        "base_revision": str(question.revision),
        "base_mark": question_mark(question),
    }


def _save_question(form: EditForm, question_id: int) -> Question:
    return actions.edit(
        identity.actor(),
        question_id=question_id,
        base_revision=number(form.base_revision.data),
        base_mark=form.base_mark.data or "",
        title=form.title.data or "",
        body=form.body.data or "",
        topic_names=split(form.topics.data or ""),
        language=form.language.data or "",
        summary=form.summary.data or "",
    )


def _edit_page(form: EditForm, question: Question, **more: Any) -> str:
    names = choices.topic_names(str(get_locale()))
    return render_template("questions/edit.html", form=form, question=question, topic_names=names, **more)


def _question_conflict(form: EditForm, question_id: int) -> str:
    db.session.rollback()
    now = posts.question(identity.actor(), question_id)
    mine = _whole(form.title.data, ", ".join(split(form.topics.data or "")), form.body.data)
    rows = diffs.rows(_whole(now.title, topics.words(now.topic_slugs, str(get_locale())), now.body), mine)
    form.base_revision.data, form.base_mark.data = str(now.revision), question_mark(now)
    return _edit_page(form, now, conflict=rows)


def _whole(title: str | None, topic_words: str, body: str | None) -> str:
    return f"{title}\n{topic_words}\n\n{body}"


@blueprint.route("/answers/<id:answer_id>/edit", methods=["GET", "POST"])
@member
@limited("edit")
def edit_answer(answer_id: int) -> Any:
    actor = identity.actor()
    answer = posts.answer(actor, answer_id)
    permissions.demand(actor, "answer.edit", answer)
    begun = {"body": answer.body, "base_revision": str(answer.revision), "base_mark": answer_mark(answer)}
    form = EditAnswerForm(data=begun)
    if request.method == "GET":
        return _answer_page(form, answer)
    if "preview" in request.form:
        return _answer_page(form, answer, preview=previews.of(form.body))
    if not form.validate():
        return _answer_page(form, answer), 422
    try:
        return _save_answer(form, answer_id)
    except Invalid as refusal:
        sending.refuse(form, refusal)
        return _answer_page(form, answer), 422
    except Conflict:
        return _answer_conflict(form, answer_id), 409


def _save_answer(form: EditAnswerForm, answer_id: int) -> Response:
    answer = actions.edit_answer(
        identity.actor(),
        answer_id=answer_id,
        base_revision=number(form.base_revision.data),
        base_mark=form.base_mark.data or "",
        body=form.body.data or "",
        summary=form.summary.data or "",
    )
    return sending.to_thread(posts.question(identity.actor(), answer.question_id), f"answer-{answer.id}")


def _answer_page(form: EditAnswerForm, answer: Answer, **more: Any) -> str:
    question = posts.question(identity.actor(), answer.question_id)
    return render_template("questions/edit_answer.html", form=form, answer=answer, question=question, **more)


def _answer_conflict(form: EditAnswerForm, answer_id: int) -> str:
    db.session.rollback()
    now = posts.answer(identity.actor(), answer_id)
    form.base_revision.data, form.base_mark.data = str(now.revision), answer_mark(now)
    return _answer_page(form, now, conflict=diffs.rows(now.body, form.body.data or ""))


@blueprint.route("/comments/<id:comment_id>/edit", methods=["GET", "POST"])
@member
@limited("edit")
def edit_comment(comment_id: int) -> Any:
    actor = identity.actor()
    comment = posts.comment(actor, comment_id)
    permissions.demand(actor, "comment.edit", comment)
    question = posts.question(actor, comment.question_id)
    form = EditCommentForm(data={"body": comment.body, "base_revision": str(comment.revision)})
    status, rows = 200, None
    if request.method == "POST":
        status, rows = 422, None
        try:
            if form.validate():
                base, body = number(form.base_revision.data), form.body.data or ""
                actions.edit_comment(actor, comment_id=comment_id, base_revision=base, body=body)
                flash(_("The comment is changed."), "success")
                return sending.to_thread(question, f"comment-{comment_id}")
        except Invalid as refusal:
            sending.refuse(form, refusal)
        except Conflict:
            db.session.rollback()
            now = posts.comment(actor, comment_id)
            status, rows = 409, diffs.rows(now.body, form.body.data or "")
            form.base_revision.data = str(now.revision)
    page = render_template("questions/edit_comment.html", form=form, question=question, conflict=rows)
    return page, status
