"""What somebody was reminded of, for their inbox and their letter: of the cases only those that are still due."""

from collections.abc import Mapping, Sequence
from typing import Any

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import and_, select
from sqlalchemy import case as when

from portal.cases.models import Case, CaseReminder
from portal.cases.queries.intervals import CHECKED
from portal.core import clock, visibility
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.core.visibility import Status

MOST = 20  # titles that are named


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """One's own reminders; two queries. One of whose cases the reader sees none is left out; one that has nothing left
    to check is ``archived``: no letter is written of it."""
    own = select(CaseReminder.id, CaseReminder.case_ids, CaseReminder.created_at).where(
        CaseReminder.id.in_(ids), CaseReminder.person_id == actor.id
    )
    rows = db.session.execute(own).all() if actor.id is not None else []
    seen = _seen(actor, {number for row in rows for number in row.case_ids})
    return {
        row.id: _card(row, [seen[number] for number in row.case_ids if number in seen])
        for row in rows
        if not seen.keys().isdisjoint(row.case_ids)
    }


def _card(row: Any, cases: list[Any]) -> Card:
    names = [case.title for case in cases if case.is_due]
    more = [f"… +{len(names) - MOST}"] if len(names) > MOST else []
    count = ngettext("%(num)d case", "%(num)d cases", len(names))
    return Card(
        Ref("case_reminder", row.id),
        count if names else _("All of it was checked since."),
        "/cases/home?part=due",
        language="",
        excerpt="\n".join([*(f"• {name}" for name in names[:MOST]), *more]),
        status=Status.LIVE.value if names else Status.ARCHIVED.value,
        created_at=row.created_at,
    )


def _seen(actor: Actor, ids: set[int]) -> dict[int, Any]:
    if not ids:
        return {}
    due = and_(Case.state.in_(CHECKED), Case.status == Status.LIVE.value, Case.check_due_at <= clock.now())
    rows = select(Case.id, Case.title, when((due, True), else_=False).label("is_due"))
    rows = rows.where(Case.id.in_(ids), visibility.seen_among(actor, Case))
    return {row.id: row for row in db.session.execute(rows)}
