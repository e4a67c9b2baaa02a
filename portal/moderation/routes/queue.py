"""The staff queue: list and item side by side."""

from typing import Any

from flask import redirect, render_template, request, url_for
from werkzeug.wrappers import Response

from portal.core import stewards
from portal.moderation import actions, queries
from portal.moderation.queries import Filter
from portal.moderation.routes import blueprint, shown
from portal.moderation.routes.decide import around
from portal.web import identity, redirects
from portal.web.guards import staff
from portal.web.limits import limited

WHY = ("flagged", "first_post")


def _filter() -> Filter:
    why, kind = request.args.get("why", ""), request.args.get("kind", "")
    return Filter(why if why in WHY else "", kind if kind in stewards.kinds() else "")


def _here(**more: Any) -> dict[str, Any]:
    """The query of this page, with something changed; empty values drop out."""
    sieve = _filter()
    whole: dict[str, Any] = {"why": sieve.why, "kind": sieve.kind, "after": request.args.get("after", "")[:400]} | more
    return {name: value for name, value in whole.items() if value}


@blueprint.get("/moderation")
@staff
def queue() -> str:
    """What waits, oldest first; ``?item=`` is the one that is open at the right."""
    actor, sieve = identity.actor(), _filter()
    page = queries.page(actor, sieve, request.args.get("after", ""))
    chosen = request.args.get("item", type=int) or 0
    row = next((each for each in page.rows if each.item.id == chosen), None)
    if row is None and 0 < chosen < 2**63:
        row = queries.item(actor, chosen)
    row = row or next(iter(page.rows), None)
    counts = queries.counts()
    return render_template(
        "moderation/queue.html",
        page=page,
        row=row,
        panel=around(row.ref, next_url=url_for("moderation.queue", **_here()), item=row) if row else None,
        shown=shown,
        here=_here,
        sieve=sieve,
        total=sum(counts.values()),
        by_why={why: sum(n for (each, _kind), n in counts.items() if each == why) for why in WHY},
        by_kind={kind: sum(n for (_why, each), n in counts.items() if each == kind) for _why, kind in sorted(counts)},
    )


@blueprint.post("/moderation/items/<id:item_id>/claim")
@staff
@limited("write")
def claim(item_id: int) -> Response:
    actions.claim(identity.actor(), item_id)
    return redirect(url_for("moderation.queue", item=item_id), 303)


@blueprint.post("/moderation/items/<id:item_id>/release")
@staff
@limited("write")
def release(item_id: int) -> Response:
    actions.release(identity.actor(), item_id)
    return redirects.back(request.form.get("next"), url_for("moderation.queue"))
