"""Steps of a case's life that ask for a reason or a time first: one page each, all of one shape."""

from collections.abc import Callable
from typing import Any

from flask import flash, make_response, redirect, render_template
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, life, queries
from portal.cases.curating_forms import ReasonForm, RetireForm
from portal.cases.routes.frame import blueprint, url_of
from portal.core import permissions
from portal.core.errors import Invalid
from portal.web.forms import NothingForm
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited

# step -> its words: heading, what it does, its button, what is said afterwards
_WORDS = {
    "archive": (
        _l("Archive a case"),
        _l("Readers and search will not find it any more. It can be brought back."),
        _l("Archive"),
        _l("Archived. Only staff see it now."),
    ),
    "send_back": (
        _l("Send a case back"),
        _l("Its author reads your reason and goes on writing. Readers see nothing of it."),
        _l("Send back"),
        _l("Sent back. Its author is told."),
    ),
    "take_back": (
        _l("Take a case back"),
        _l("Nobody is asked to review it any more, and you go on writing."),
        _l("Take it back"),
        _l("You have it back."),
    ),
    "doubt": (
        _l("Does this case still hold?"),
        _l("It goes to those who check cases; readers go on seeing it. Its owner is told."),
        _l("Ask for a check"),
        _l("It waits for a check now."),
    ),
    "retire": (
        _l("A case that no longer holds"),
        _l("It stays at its address, with your reason above it; lists and search let go of it."),
        _l("Call it obsolete"),
        _l("Obsolete. Lists and search do not show it any more."),
    ),
}


def _page(step: str, case_id: int, form: Any, act: Callable[[], object]) -> AnyResponse:
    """Ask, then act. The page comes back with what was typed when it is refused."""
    case = queries.entity(actor(), case_id)
    permissions.demand(actor(), life.STEPS["send_back" if step == "take_back" else step].permission, case)
    heading, lead, button, done = _WORDS[step]
    if form.validate_on_submit():
        try:
            act()
            flash(str(done), "success")
            return redirect(url_of(case), 303)
        except Invalid as error:
            form.take(error)
    page = render_template("cases/step.html", case=case, form=form, step=step, words=(heading, lead, button))
    return make_response(page, 422 if form.errors else 200)


@blueprint.route("/<id:case_id>/archive", methods=["GET", "POST"])
@staff
@limited("write")
def archive(case_id: int) -> AnyResponse:
    """Take the case away from readers."""
    form = ReasonForm()
    return _page("archive", case_id, form, lambda: actions.archive(actor(), case_id, reason=form.reason.data or ""))


@blueprint.route("/<id:case_id>/send-back", methods=["GET", "POST"])
@staff
@limited("write")
def send_back(case_id: int) -> AnyResponse:
    """Not yet, and why; whoever wrote the text takes it back without a reason."""
    if actions.own_text(actor(), queries.entity(actor(), case_id)):
        return _page("take_back", case_id, NothingForm(), lambda: actions.take_back(actor(), case_id))
    form = ReasonForm()
    return _page("send_back", case_id, form, lambda: actions.send_back(actor(), case_id, reason=form.reason.data or ""))


@blueprint.route("/<id:case_id>/doubt", methods=["GET", "POST"])
@staff
@limited("write")
def doubt(case_id: int) -> AnyResponse:
    """Somebody has to look whether it still holds."""
    form = ReasonForm()
    return _page("doubt", case_id, form, lambda: actions.doubt(actor(), case_id, reason=form.reason.data or ""))


@blueprint.route("/<id:case_id>/retire", methods=["GET", "POST"])
@staff
@limited("write")
def retire(case_id: int) -> AnyResponse:
    """It no longer holds, and what to read instead."""
    form = RetireForm()

    def act() -> None:
        actions.retire(actor(), case_id, reason=form.reason.data or "", replaced_by=form.replaced_by.data)

    return _page("retire", case_id, form, act)
