"""The history of a post: who changed what, two versions side by side, and the way back."""

from typing import Any

from flask import flash, render_template, request, url_for
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.core import diffs, permissions
from portal.core.errors import NotFound
from portal.questions import actions
from portal.questions.forms import NumberForm
from portal.questions.models import Answer, AnswerRevision, Question, QuestionRevision
from portal.questions.queries import posts
from portal.questions.routes import blueprint, sending
from portal.questions.routes.editing import number
from portal.topics import queries as topics
from portal.web import identity
from portal.web.guards import public, staff
from portal.web.limits import limited


@blueprint.get("/questions/<id:question_id>/history")
@public
def history(question_id: int) -> Any:
    """All revisions; with ``?from=1&to=3`` the two side by side."""
    question = posts.question(identity.actor(), question_id)
    return _show(question, question, "questions.history", {"question_id": question.id})


@blueprint.get("/answers/<id:answer_id>/history")
@public
def answer_history(answer_id: int) -> Any:
    actor = identity.actor()
    answer = posts.answer(actor, answer_id)
    question = posts.question(actor, answer.question_id)
    return _show(answer, question, "questions.answer_history", {"answer_id": answer.id})


def _show(post: Question | Answer, question: Question, endpoint: str, keys: dict[str, Any]) -> str:
    is_question = isinstance(post, Question)
    rows = posts.revisions(post)
    context: dict[str, Any] = {
        "post": post,
        "question": question,
        "kind": "question" if is_question else "answer",
        "revisions": rows,
        "address": url_for(endpoint, **keys),
        "roll_back_url": url_for("questions.roll_back" if is_question else "questions.answer_roll_back", **keys),
        "may_roll_back": permissions.can(identity.actor(), "question.roll_back", question),
    }
    if "from" not in request.args and "to" not in request.args:
        return render_template("questions/history.html", **context)
    left = posts.revision(post, number(request.args.get("from")))
    right = posts.revision(post, number(request.args.get("to")))
    numbered = {row.number: row for row in rows}
    if left.number not in numbered or right.number not in numbered:
        raise NotFound("revision")
    context |= {"left": numbered[left.number], "right": numbered[right.number]}
    return render_template("questions/diff.html", diff_rows=diffs.rows(_whole(left), _whole(right)), **context)


def _whole(revision: QuestionRevision | AnswerRevision) -> str:
    if isinstance(revision, AnswerRevision):
        return revision.body
    names = topics.words(revision.topics, str(get_locale()))
    return f"{revision.title}\n{names}\n\n{revision.body}"


@blueprint.post("/questions/<id:question_id>/roll-back")
@staff
@limited("edit")
def roll_back(question_id: int) -> Any:
    """Back to revision ``number``, as a new revision."""
    chosen = number(NumberForm().number.data)
    question = actions.roll_back(identity.actor(), question_id=question_id, number=chosen)
    flash(_("Revision %(number)d is back.", number=chosen), "success")
    return sending.to_thread(question)


@blueprint.post("/answers/<id:answer_id>/roll-back")
@staff
@limited("edit")
def answer_roll_back(answer_id: int) -> Any:
    actor = identity.actor()
    chosen = number(NumberForm().number.data)
    answer = actions.roll_back_answer(actor, answer_id=answer_id, number=chosen)
    flash(_("Revision %(number)d is back.", number=chosen), "success")
    return sending.to_thread(posts.question(actor, answer.question_id), f"answer-{answer.id}")
