"""The board and one gap."""

from typing import Any

from flask import render_template, request, url_for
from werkzeug.wrappers import Response

from portal.core.language import CODES, NAMES
from portal.gaps import measures, queries
from portal.gaps.models import State
from portal.gaps.queries import Choice
from portal.gaps.routes.frame import blueprint, gap_page, write_url
from portal.web import identity
from portal.web.guards import staff


@blueprint.get("")
@staff
def board() -> str:
    """What people look for and do not find, the most wanted first."""
    actor = identity.actor()
    choice = Choice.of(request.args.get("state", ""), request.args.get("lang", ""))
    page = queries.board(actor, choice, request.args.get("after", ""))
    counts = queries.counts(actor, choice)
    return render_template(
        "gaps/board.html",
        rows=page.rows,
        choice=choice,
        states=[(state.value, _address(choice, state=state.value), counts[state.value]) for state in State],
        languages=[("", _address(choice, lang="")), *((code, _address(choice, lang=code)) for code in CODES)],
        language_names=NAMES,
        older=_address(choice, after=page.next) if page.next else "",
        write_url=write_url,
        measures=measures,
    )


def _address(choice: Choice, **more: str) -> str:
    words: dict[str, Any] = {"state": choice.state, "lang": choice.language} | more
    if words["state"] == State.OPEN.value:
        del words["state"]
    return url_for("gaps.board", **{name: value for name, value in words.items() if value})


@blueprint.get("/<id:gap_id>")
@staff
def show(gap_id: int) -> Response:
    """One gap with its figures, who waits, and what became of it."""
    return gap_page(gap_id)
