"""What staff did, for admins."""

from flask import Response, render_template, request, url_for

from portal.core import spreadsheets
from portal.core.refs import Ref
from portal.moderation import queries
from portal.moderation.queries import Sieve
from portal.moderation.routes import blueprint
from portal.web import identity
from portal.web.guards import admin

AT_ONCE = 10_000


def _sieve() -> Sieve:
    return Sieve(*(request.args.get(name, "").strip()[:80] for name in ("actor", "action", "thing")))


def _here(endpoint: str, **more: str) -> str:
    kept = {name: request.args.get(name, "")[:80] for name in ("actor", "action", "thing")} | more
    return url_for(endpoint, **{name: value for name, value in kept.items() if value})  # type: ignore[arg-type]


@blueprint.get("/admin/audit")
@admin
def audit() -> str:
    """Newest first, by actor, action, thing."""
    page = queries.entries(identity.actor(), _sieve(), request.args.get("after", ""))
    return render_template(
        "moderation/audit.html",
        page=page,
        sieve=_sieve(),
        older=_here("moderation.audit", after=page.next) if page.next else "",
        sheet=_here("moderation.audit_csv"),
    )


@blueprint.get("/admin/audit.csv")
@admin
def audit_csv() -> Response:
    """The same as a table, ten thousand rows at once; a ``Link`` header names where the rest begins."""
    page = queries.entries(identity.actor(), _sieve(), request.args.get("after", ""), AT_ONCE)
    head = ("entry", "at", "actor_id", "actor", "action", "thing", "reason", "detail")
    text = spreadsheets.sheet(
        head,
        (
            (row.id, row.at.isoformat(timespec="seconds"), row.actor_id, row.actor_name, row.action,
             str(Ref(row.kind, row.thing_id)) if row.kind and row.thing_id else "", row.reason, _plain(row.detail))
            for row in page.rows
        ),
    )  # fmt: skip
    response = Response(text, mimetype="text/csv")
    response.headers["Content-Disposition"] = 'attachment; filename="audit.csv"'
    if page.next:
        response.headers["Link"] = f'<{_here("moderation.audit_csv", after=page.next)}>; rel="next"'
    return response


def _plain(detail: dict[str, object]) -> str:
    return "; ".join(f"{name}={value}" for name, value in sorted((detail or {}).items()))
