"""From an answer to a case."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from flask import flash, redirect, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, queries, steps
from portal.cases.actions.promote import promote_as
from portal.cases.forms import CaseForm, IntoForm, fields
from portal.cases.routes.frame import blueprint, topic_words, url_of
from portal.cases.routes.writing import form_page, offer_wordings, write_once
from portal.core import drafts
from portal.core.errors import Invalid, PortalError
from portal.core.refs import Ref
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.route("/promote/<id:answer_id>", methods=["GET", "POST"])
@staff
@limited("write")
def promote(answer_id: int) -> AnyResponse | str:
    """A case made from an answer and others like it, prefilled from them."""
    answer, question = queries.promotable(actor(), answer_id)
    place = f"promote-{answer_id}"
    form = CaseForm(data=_begun(answer, question) | drafts.load(actor(), place))
    others = queries.candidates(actor(), answer, question)
    chosen = [each for each in others if str(each.id) in request.form.getlist("also")]
    if request.method == "POST" and "preview" not in request.form and form.validate():
        try:
            if "gather" in request.form:
                form.steps.data = steps.join(list(queries.with_steps(form.content(), chosen).steps))
                return _page(form, IntoForm(), answer, question, others, chosen)
            also = [each.id for each in chosen]
            return write_once(form, place, lambda typed: promote_as(actor(), answer_id, typed, also))
        except Invalid as error:
            form.take(error)
    return _page(form, IntoForm(), answer, question, others, chosen)


def _begun(answer: Any, question: Any) -> dict[str, Any]:
    content = queries.prefill(answer, question)
    phrasings = dict.fromkeys((*content.phrasings, *queries.wordings(actor(), question)))
    return fields(replace(content, phrasings=tuple(phrasings)), topic_words(content.topics))


def _page(
    form: CaseForm,
    into: IntoForm,
    answer: Any,
    question: Any,
    others: Sequence[queries.Candidate] = (),
    chosen: Sequence[queries.Candidate] = (),
) -> AnyResponse:
    offer_wordings(form, Ref("question", question.id), question.language)
    return form_page(
        "cases/promote.html",
        form,
        place=f"promote-{answer.id}",
        into=into,
        answer=answer,
        question=question,
        made=queries.made_from(answer.id),
        others=others,
        chosen={each.id for each in chosen},
        status=422 if into.errors else 200,
    )


@blueprint.post("/<id:case_id>/sources/<id:source_id>/remove")
@staff
@limited("write")
def unpromote(case_id: int, source_id: int) -> AnyResponse:
    """An answer is no source of this case any more."""
    case = actions.unpromote(actor(), case_id, source_id=source_id)
    flash(_("The answer is no source of this case any more."), "success")
    return redirect(url_of(case), 303)


@blueprint.post("/promote/<id:answer_id>/into")
@staff
@limited("write")
def add_source(answer_id: int) -> AnyResponse:
    """Name the answer as one more source of a case that exists."""
    answer, question = queries.promotable(actor(), answer_id)
    into = IntoForm()
    if into.validate():
        try:
            case = actions.add_source(actor(), answer_id, case_id=into.case.data or 0)
        except PortalError as error:
            into.take(Invalid(error.text if isinstance(error, Invalid) else _("There is no such case."), "case"))
        else:
            flash(_("The answer is a source of this case now."), "success")
            return redirect(url_of(case), 303)
    form = CaseForm(formdata=None, data=_begun(answer, question))
    return _page(form, into, answer, question, queries.candidates(actor(), answer, question))
