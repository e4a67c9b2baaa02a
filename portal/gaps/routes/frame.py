"""The blueprint, and the page of one gap, which is shown again when something was refused."""

from typing import Any

from flask import Blueprint, make_response, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from portal.core.language import NAMES
from portal.core.permissions import can
from portal.gaps import forms, measures, queries
from portal.gaps.models import LIVE, Gap
from portal.web import identity
from portal.web.forms import options

blueprint = Blueprint("gaps", __name__, url_prefix="/staff/gaps")


def gap_page(gap_id: int, status: int = 200, **refused: Any) -> Response:
    """The page of a gap; ``refused`` is the form that was wrong, under its name."""
    actor = identity.actor()
    row = queries.one(actor, gap_id)
    page = render_template(
        "gaps/show.html",
        row=row,
        live=row.gap.state in LIVE,
        history=queries.history(actor, gap_id),
        write_url=write_url(row),
        measures=measures,
        language_names=NAMES,
        **(_forms(row) | refused),
    )
    return make_response(page, status)


def _forms(row: queries.Row) -> dict[str, Any]:
    gap = row.gap
    return {
        "owner_form": owner_form(_owner(gap)),
        "due_form": forms.DueForm(formdata=None, data={"due_on": gap.due_on}),
        "dismiss_form": forms.DismissForm(formdata=None),
        "link_form": forms.LinkForm(formdata=None),
    }


def _owner(gap: Gap) -> str:
    return f"team-{gap.team_id}" if gap.team_id is not None else str(gap.owner_id or "")


def owner_form(owner: str = "", formdata: Any = None) -> forms.OwnerForm:
    """With teams and everybody of support to choose from."""
    form = forms.OwnerForm(formdata=formdata, data={"owner": owner})
    teams, people = queries.owners()
    named = [(f"team-{number}", name) for number, name in teams]
    form.owner.choices = options([("", _("Nobody for now")), *named, *((str(number), name) for number, name in people)])
    return form


def write_url(row: queries.Row) -> str:
    """Where its case is written, prefilled; '' for those who may not."""
    return url_for("cases.write", **queries.begun(row)) if can(identity.actor(), "case.write") else ""  # type: ignore[arg-type]
