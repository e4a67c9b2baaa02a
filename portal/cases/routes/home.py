"""The curator's home: what to do now, and many cases found still correct at once."""

from collections.abc import Collection
from datetime import timedelta
from typing import Any

from flask import abort, flash, make_response, redirect, render_template, request, url_for
from flask_babel import ngettext
from werkzeug.wrappers import Response as AnyResponse

from portal.cases import actions, queries
from portal.cases.actions.bulk import MOST, Outcome
from portal.cases.forms_checks import PART_WORDS, TEAM_WORDS, BulkForm
from portal.cases.queries.work import PARTS, PUBLISHED
from portal.cases.routes.frame import blueprint
from portal.core.errors import Invalid
from portal.web.guards import staff
from portal.web.identity import actor
from portal.web.limits import limited

WEEK = timedelta(days=7)
SIZE = 40


@blueprint.route("/home", methods=["GET", "POST"])
@staff
@limited("write")
def home() -> AnyResponse:
    """What to do now, worth most first. A POST confirms what is ticked."""
    part = request.args.get("part", "")
    if part not in {"", PUBLISHED, *PARTS}:
        abort(404)
    form = BulkForm()
    outcome: Outcome | None = None
    if form.validate_on_submit():
        try:
            outcome = actions.confirm_many(actor(), form.chosen())
        except Invalid as error:
            form.form_errors.append(str(error.text))
        else:
            if not outcome.left:
                flash(_done(outcome), "success")
                return redirect(_address(), 303)
    ticked = form.case.data or () if form.errors else ()
    return make_response(_page(part, form, ticked, outcome), 422 if form.errors else 200)


def _done(outcome: Outcome) -> str:
    count = len(outcome.done)
    return ngettext("%(num)d case was found still correct.", "%(num)d cases were found still correct.", count)


def _page(part: str, form: BulkForm, ticked: Collection[str], outcome: Outcome | None) -> str:
    mine = request.args.get("mine") == "1"
    page = queries.work(actor(), part, request.args.get("after", ""), mine=mine, size=SIZE)
    checked, shown = queries.better(actor(), WEEK)
    return render_template(
        "cases/home.html",
        part=part,
        mine=mine,
        form=form,
        rows=page.rows,
        ticked=frozenset(ticked),
        most=MOST,
        outcome=outcome,
        done=_done(outcome) if outcome and outcome.done else "",
        counts=queries.work_counts(actor(), mine=mine),
        older=_address(after=page.next) if page.next else "",
        newest=_address(after="") if request.args.get("after") else "",
        here=_address,
        checked=checked,
        shown=shown,
        risen=queries.risen(actor(), WEEK),
        teams=TEAM_WORDS | queries.team_words({row.owner_team for row in page.rows}),
        part_words={name: str(words) for name, words in PART_WORDS.items()},
    )


def _address(**more: Any) -> str:
    """This page with some of its parameters changed; what is empty is left out."""
    known = {name: request.args.get(name, "") for name in ("part", "mine", "after")} | more
    return url_for("cases.home", **{name: value for name, value in known.items() if value})
