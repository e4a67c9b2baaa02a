"""*Search health*: what people look for, what they find, and what support is spared. For staff."""

from typing import Any

from flask import Response, abort, render_template, request, url_for
from flask_babel import gettext as _
from flask_babel import ngettext

from portal.core import spreadsheets
from portal.core.language import NAMES
from portal.search.presenting import KIND_WORDS
from portal.search.queries import health as queries
from portal.search.queries.funnel import Figures
from portal.search.queries.groups import TABLES, Group
from portal.search.routes.blueprint import blueprint
from portal.web import identity
from portal.web.guards import staff

SHEETS = (*TABLES, "cases", "languages", "words-languages", "kinds")
SHEET_ROWS = 5_000
_FIGURES = ("searches", "empty", "partial", "unopened", "opened", "solved", "asked", "sent", "refined", "deflected")


def _days() -> int:
    days = request.args.get("days", "")
    return int(days) if days in {str(each) for each in queries.DAYS} else 30


@blueprint.get("/staff/search-health")
@staff
def health() -> str:
    """Figures of 7, 30 or 90 days."""
    days = _days()
    return render_template(
        "search/health.html",
        health=queries.health(identity.actor(), days),
        periods=[
            {
                "words": ngettext("%(num)d day", "%(num)d days", each),
                "url": url_for("search.health", days=each),
                "current": each == days,
            }
            for each in queries.DAYS
        ],
        language_names=NAMES,
        spoken_names={"": _("Cannot be told"), **NAMES},
        kind_names={"": _("Everything"), **KIND_WORDS},
        sheet=lambda table: url_for("search.health_csv", table=table, days=days),
        percent=percent,
    )


def percent(share: float | None) -> str:
    """A share as whole per cent; nothing to divide by is a dash."""
    return "–" if share is None else f"{round(100 * share)} %"


@blueprint.get("/staff/search-health/<table>.csv")
@staff
def health_csv(table: str) -> Response:
    """One table of the page, longer."""
    if table not in SHEETS:
        abort(404)
    groups = (table,) if table in TABLES else ()
    found = queries.health(identity.actor(), _days(), rows=SHEET_ROWS, tables=groups, earlier=False)
    if groups:
        head, rows = _groups(found.tables[table])
    elif table == "cases":
        head, rows = _cases(found)
    else:
        parts = {"languages": "by_language", "words-languages": "by_spoken", "kinds": "by_kind"}
        head, rows = _parts(table, getattr(found.funnel, parts[table]))
    response = Response(spreadsheets.sheet(head, rows), mimetype="text/csv")
    response.headers["Content-Disposition"] = f'attachment; filename="search-{table}-{found.days}-days.csv"'
    return response


def _counts(figures: Figures) -> list[Any]:
    share = figures.deflection
    return [*(getattr(figures, name) for name in _FIGURES), None if share is None else round(share, 3)]


def _groups(rows: list[Group]) -> tuple[list[str], list[list[Any]]]:
    head = ["words", "other_wordings", "key", "pages", "language", *_FIGURES, "deflection", "failed", "first_half",
            "second_half", "first_utc", "last_utc"]  # fmt: skip
    return head, [
        [row.example, "; ".join(row.wordings[1:]), row.key, " ".join(row.languages), row.spoken, *_counts(row.figures),
         row.failed, row.before, row.after, row.first.isoformat(timespec="seconds"),
         row.last.isoformat(timespec="seconds")]
        for row in rows
    ]  # fmt: skip


def _cases(found: queries.Health) -> tuple[list[str], list[list[Any]]]:
    head = ["case", "title", "language", "opened", "solved", "asked", "deflected", "deflection", "position"]
    return head, [
        [row.card.ref.id, row.card.title, row.card.language, row.opened, row.solved, row.asked, row.deflected,
         round(row.deflection, 3), None if row.position is None else round(row.position, 1)]
        for row in found.cases
    ]  # fmt: skip


def _parts(name: str, parts: dict[str, Figures]) -> tuple[list[str], list[list[Any]]]:
    return [name, *_FIGURES, "deflection"], [[part, *_counts(parts[part])] for part in sorted(parts)]
