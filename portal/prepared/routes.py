"""Pages of prepared answers: the list that staff keep, and choosing one for an answer."""

from typing import Any

from flask import Blueprint, flash, make_response, redirect, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.core import idempotency, permissions
from portal.core.errors import Conflict, Invalid
from portal.core.language import NAMES
from portal.prepared import actions, queries
from portal.prepared.filling import FIELDS, filled
from portal.prepared.forms import PreparedForm
from portal.prepared.models import PreparedAnswer
from portal.questions.queries import posts
from portal.topics import queries as topics
from portal.web import current
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited

blueprint = Blueprint("prepared", __name__, url_prefix="/staff/prepared-answers")


@blueprint.get("")
@staff
def index() -> str:
    """All texts with what became of them."""
    words, retired = request.args.get("q", "")[:100], request.args.get("part") == "retired"
    rows = queries.listed(actor(), words=words, retired=retired)
    return render_template("prepared/index.html", rows=rows, words=words, retired=retired, names=NAMES)


@blueprint.route("/new", methods=["GET", "POST"])
@staff
@limited("write")
def write() -> AnyResponse:
    form = PreparedForm(data={"language": str(get_locale() or "en")})
    if form.validate_on_submit():
        try:
            once = idempotency.begin(actor(), form.key.data or "", "prepared", _sent(form))
            if not once.location:
                actions.write(actor(), **_sent(form))
                once.finish(url_for("prepared.index"))
            return _done(_("Saved. It is offered when you answer a question."))
        except Invalid as error:
            form.take(error)
    return _page(form, None)


@blueprint.route("/<id:prepared_id>", methods=["GET", "POST"])
@staff
@limited("write")
def edit(prepared_id: int) -> AnyResponse:
    row = queries.entity(actor(), prepared_id)
    words = topics.words(row.topic_slugs, str(get_locale() or "en"))
    given = {"title": row.title, "body": row.body, "language": row.language, "topics": words}
    form = PreparedForm(data=given | {"base_revision": str(row.revision)})
    if form.validate_on_submit():
        try:
            actions.edit(actor(), prepared_id, base_revision=form.base, **_sent(form))
            return _done(_("Saved."))
        except Invalid as error:
            form.take(error)
        except Conflict:
            form.base_revision.data = str(row.revision)
            form.form_errors.append(_("A colleague changed this text while you wrote. Compare, then save again."))
            return _page(form, row, status=409)
    return _page(form, row)


def _sent(form: PreparedForm) -> dict[str, Any]:
    return {
        "title": form.title.data or "",
        "body": form.body.data or "",
        "language": form.language.data,
        "topic_slugs": form.slugs(),
    }


def _page(form: PreparedForm, row: PreparedAnswer | None, status: int = 200) -> AnyResponse:
    if form.errors and status == 200:
        status = 422
    page = render_template("prepared/form.html", form=form, row=row, fields=FIELDS, conflict=status == 409)
    return make_response(page, status)


def _done(words: str) -> AnyResponse:
    flash(words, "success")
    return redirect(url_for("prepared.index"), 303)


@blueprint.post("/<id:prepared_id>/retire")
@staff
@limited("write")
def retire(prepared_id: int) -> AnyResponse:
    actions.retire(actor(), prepared_id)
    return _done(_("No longer offered."))


@blueprint.post("/<id:prepared_id>/bring-back")
@staff
@limited("write")
def bring_back(prepared_id: int) -> AnyResponse:
    actions.bring_back(actor(), prepared_id)
    return _done(_("Offered again."))


@blueprint.get("/for/<id:question_id>")
@staff
def choose(question_id: int) -> str:
    """Texts for a question, each as it would stand in the answer."""
    question = posts.question(actor(), question_id)
    permissions.demand(actor(), "question.answer", question)
    words = request.args.get("q", "")[:100]
    values = queries.values(actor(), question, current.link("/"))
    rows = [(row, filled(row.body, values)) for row in queries.fitting(actor(), question, words)]
    return render_template("prepared/choose.html", question=question, rows=rows, words=words)


@blueprint.post("/<id:prepared_id>/use/<id:question_id>")
@staff
@limited("write")
def use(prepared_id: int, question_id: int) -> AnyResponse:
    """Put it into one's draft and go on writing there."""
    try:
        actions.use(actor(), prepared_id, question_id=question_id, base_url=current.link("/"))
    except Invalid as error:
        flash(str(error.text), "error")
        return redirect(url_for("prepared.choose", question_id=question_id), 303)
    flash(_("It stands in your draft. Read it once more before you post it."), "success")
    return redirect(url_for("questions.answer", question_id=question_id), 303)
