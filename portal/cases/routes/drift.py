"""What moved under a case, side by side with it, and what a curator says to that."""

from dataclasses import dataclass
from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import force_locale
from flask_babel import gettext as _
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, changes, drift, moved, queries, takeover
from portal.cases import content as contents
from portal.cases.drift_forms import GiveUpForm, ReviseForm, StillRightForm
from portal.cases.forms import fields
from portal.cases.models import Case, CaseRevision
from portal.cases.routes.frame import blueprint, topic_words, url_of
from portal.cases.routes.writing import form_page
from portal.core import diffs, drafts, idempotency, permissions
from portal.core.errors import Conflict, Invalid, NotFound
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited


@blueprint.get("/<id:case_id>/drift", endpoint="drift")
@staff
def show_drift(case_id: int) -> AnyResponse:
    """Every open alarm with exactly what moved, and the case beside it."""
    return _page(_case(case_id))


def _case(case_id: int) -> Case:
    case = queries.entity(actor(), case_id)
    permissions.demand(actor(), "case.confirm", case)
    return case


def _page(case: Case, give_up: GiveUpForm | None = None, refused: Any = "", status: int = 200) -> AnyResponse:
    alarms = queries.open_alarms(case.id)
    sources = {answer.id: (source, answer, question) for source, answer, question in queries.source_rows(case.id)}
    seen = drift.mark(alarms)
    give_up = give_up or GiveUpForm(formdata=None, reason=_no_longer(case))
    give_up.seen.data = seen  # what is on the page now
    page = render_template(
        "cases/drift.html",
        case=case,
        words=moved,
        groups=[(sources.get(number), _of(alarms, number)) for number in dict.fromkeys(a.answer_id for a in alarms)],
        rows=diffs.rows,
        open=queries.watched(case),
        seen=seen,
        give_up=give_up,
        refused=refused,
        settled=queries.settled_alarms(actor(), case),
    )
    return make_response(page, status)


def _of(alarms: list[Any], answer_id: int) -> list[Any]:
    return [alarm for alarm in alarms if alarm.answer_id == answer_id]


def _no_longer(case: Case) -> str:
    """Readers see it above the case, so it is in the language of the case."""
    with force_locale(case.language):
        return _("What this rests on has changed, so it no longer holds.")


@blueprint.post("/<id:case_id>/drift/still-right")
@staff
@limited("write")
def still_right(case_id: int) -> AnyResponse:
    """What readers see holds all the same."""
    case, form = _case(case_id), StillRightForm()
    if not form.validate():
        raise Invalid(_("This form is not complete. Please open the case again."))
    try:
        actions.still_right(actor(), case_id, seen=form.seen.data or "", revision=form.revision.data or 0)
    except (Conflict, Invalid) as refusal:
        return _page(case, refused=refusal.text, status=refusal.status)
    flash(_("Checked: the case still holds."), "success")
    return redirect(url_of(case), 303)


@blueprint.post("/<id:case_id>/drift/obsolete")
@staff
@limited("write")
def give_up(case_id: int) -> AnyResponse:
    """The case no longer holds."""
    case, form = _case(case_id), GiveUpForm()
    if not form.validate():
        return _page(case, form, status=422)
    number = form.replaced_by.data
    try:
        actions.give_up(actor(), case_id, seen=form.seen.data or "", reason=form.reason.data or "", replaced_by=number)
    except Conflict as conflict:
        return _page(case, form, conflict.text, 409)
    except Invalid as error:
        form.take(error)
        return _page(case, form, status=422)
    flash(_("The case is obsolete: readers are told so at its address, and do not find it any more."), "success")
    return redirect(url_of(case), 303)


@blueprint.route("/<id:case_id>/drift/revise", methods=["GET", "POST"])
@staff
@limited("edit")
def revise(case_id: int) -> AnyResponse:
    """Write the revision that answers the alarms; with ``source=answer id`` the change of that answer is in it already."""
    case = _case(case_id)
    if request.method == "GET" and not queries.watched(case):
        return redirect(url_for("cases.edit", case_id=case_id), 303)
    taken = _taken(case, request.values.get("source", type=int))
    place = _place(case, taken)
    form = ReviseForm(data=_begun(case, taken) | drafts.load(actor(), place))
    shown: dict[str, Any] = {"case": case, "place": place, "taken": taken}
    if request.method == "POST" and "preview" not in request.form and form.validate():
        try:
            return _save(form, case_id, place)
        except Invalid as error:
            form.take(error)
        except Conflict as conflict:
            return _conflict(form, conflict, shown)
    return form_page("cases/drift_revise.html", form, **shown)


@dataclass(frozen=True, slots=True)
class _Change:
    """What a source says now, brought into the newest text of the case; ``rows`` show it side by side."""

    answer_id: int
    text: takeover.Taken
    rows: list[diffs.Row]


def _taken(case: Case, answer_id: int | None) -> _Change | None:
    """Raises ``NotFound`` for an answer that is no source of the case."""
    if answer_id is None:
        return None
    for source, answer, _question in queries.source_rows(case.id):
        if answer.id == answer_id:
            text = takeover.take_over(contents.of(_newest(case)), source.body, answer.body)
            return _Change(answer.id, text, diffs.rows(source.body, answer.body))
    raise NotFound("source")


def _newest(case: Case) -> CaseRevision:
    return queries.compare(actor(), case, case.latest_revision, 0)[0]


def _begun(case: Case, taken: _Change | None) -> dict[str, Any]:
    """What the form begins with."""
    content = taken.text.content if taken else contents.of(_newest(case))
    return fields(content, topic_words(content.topics)) | {
        "base_revision": str(case.latest_revision),
        "seen": drift.mark(queries.open_alarms(case.id)) if request.method == "GET" else "",
        "source": str(taken.answer_id) if taken else "",
        "summary": _("The change of the answer was taken over") if taken else "",
    }


def _place(case: Case, taken: _Change | None) -> str:
    """A draft with a change in it is one of that very change: a later change begins anew."""
    if taken is None:
        return f"edit-case-{case.id}"
    wanted = (taken.answer_id, drift.EDITED)
    versions = [each.version for each in queries.open_alarms(case.id) if (each.answer_id, each.kind) == wanted]
    return f"edit-case-{case.id}-{taken.answer_id}-{versions[0] if versions else 0}"


def _save(form: ReviseForm, case_id: int, place: str) -> AnyResponse:
    content = form.content()
    once = idempotency.begin(actor(), form.key.data or "", f"drift-{case_id}", content, form.base, form.seen.data or "")
    if once.location:
        return redirect(once.location, 303)
    case = actions.revise(
        actor(),
        case_id,
        seen=form.seen.data or "",
        content=content,
        base_revision=form.base,
        summary=form.summary.data or "",
        answer_id=form.answer,
    )
    drafts.drop(actor(), place)
    where = url_for("cases.revision", case_id=case.id, number=case.latest_revision)
    once.finish(where)
    flash(_("Saved. The alarm is answered when this revision is published."), "success")
    return redirect(where, 303)


def _conflict(form: ReviseForm, conflict: Conflict, shown: dict[str, Any]) -> AnyResponse:
    """409 with one's own text in the form; sent again it is on top of what stands now."""
    current, case = conflict.current, shown["case"]
    form.seen.data = drift.mark(queries.open_alarms(case.id))
    form.form_errors.append(str(conflict.text))
    if isinstance(current, CaseRevision):
        form.base_revision.data = str(current.number)
        parts = changes.parts(contents.of(current), contents.tidy(form.content()))
        shown |= {"parts": parts, "current": current}
    return form_page("cases/drift_revise.html", form, status=409, **shown)
