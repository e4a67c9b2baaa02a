"""Did this help? Members say it on the page; guests on a small page of its own, so that the case itself needs no
session and can be cached."""

from typing import Any

from flask import flash, make_response, redirect, render_template, request, url_for
from flask_babel import gettext as _
from flask_limiter.util import get_remote_address
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, queries
from portal.cases.forms import REASONS, FeedbackForm
from portal.cases.routes.frame import blueprint, url_of
from portal.core.errors import Invalid, NotFound
from portal.core.visibility import Status
from portal.web.guards import member, public
from portal.web.identity import actor
from portal.web.limits import limited, spend


@blueprint.route("/<id:case_id>/feedback", methods=["GET", "POST"])
@public
@limited("helpful")
def feedback(case_id: int) -> AnyResponse | str:
    """Take a word about a case, or ask for it. A yes from the address asks for nothing more."""
    case = queries.article(actor(), case_id)
    if case.status != Status.LIVE.value:
        raise NotFound("case")
    form = FeedbackForm(data={"helped": request.args.get("helped"), "revision": str(case.revision)})
    if form.validate_on_submit():
        try:
            if _counts(case_id, form.text.data or ""):
                _take(case_id, form)
            return redirect(_after(case, form.helped.data or ""), 303)
        except Invalid as error:
            form.take(error)
    praise = request.method == "GET" and form.helped.data == "yes"
    page = render_template("cases/feedback.html", case=case, form=form, praise=praise)
    return make_response(page, 422 if form.errors else 200)


def _counts(case_id: int, text: str) -> bool:
    """Guests are not told apart: beyond a few of one address on one case they are thanked and not counted. Whoever wrote
    something is read a while longer, and then told that it is not."""
    told = f"{case_id}|{get_remote_address()}"
    if actor().signed_in or spend("helpful_case", told):
        return True
    if not text.strip():
        return False
    if not spend("helpful_words", told):
        said = _(
            "This was not kept: many people on your network have written about this case today. Please write to support."
        )
        raise Invalid(said, "text")
    return True


def _take(case_id: int, form: FeedbackForm) -> None:
    actions.say_helped(
        actor(),
        case_id,
        helped=form.helped.data == "yes",
        reason=form.reason.data or "",
        text=form.text.data or "",
        revision=form.read,
    )


def _after(case: Any, helped: str) -> str:
    """Back to where it was asked, with thanks, and with the way on for whom it did not help. The case is the same for
    every guest, so the address says what this one said."""
    if actor().signed_in:
        flash(_("Thank you. Those who look after this case will read it."), "success")
        return f"{url_of(case)}#helped"
    return f"{url_of(case)}?said={helped}#helped"


@blueprint.get("/<id:case_id>/voices")
@member
def voices(case_id: int) -> str:
    """All whom the case did not help, and why: for staff and the product team."""
    case = queries.article(actor(), case_id)
    page = queries.voices_of(actor(), case_id, request.args.get("after", ""))
    older = url_for("cases.voices", case_id=case_id, after=page.next) if page.next else ""
    return render_template(
        "cases/voices.html",
        case=case,
        rows=page.rows,
        older=older,
        reasons=dict(REASONS),
        revisions=queries.by_revision(actor(), case_id),
    )
