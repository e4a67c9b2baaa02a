"""What somebody was reminded of, for their inbox and their letter: of the cases only those that are still due."""

from collections.abc import Mapping, Sequence

from flask_babel import ngettext
from sqlalchemy import select

from portal.cases.models import Case, CaseReminder
from portal.cases.queries.intervals import CHECKED
from portal.core import clock, visibility
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.core.visibility import Status

MOST = 20  # titles that are named


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """One's own reminders; two queries. One that has nothing left is ``archived``: no letter is written of it."""
    own = select(CaseReminder.id, CaseReminder.case_ids, CaseReminder.created_at).where(
        CaseReminder.id.in_(ids), CaseReminder.person_id == actor.id
    )
    rows = db.session.execute(own).all() if actor.id is not None else []
    titles = _due(actor, {number for row in rows for number in row.case_ids})
    found = {}
    for row in rows:
        names = [titles[number] for number in row.case_ids if number in titles]
        more = [f"… +{len(names) - MOST}"] if len(names) > MOST else []
        found[row.id] = Card(
            Ref("case_reminder", row.id),
            ngettext("%(num)d case", "%(num)d cases", len(names)),
            "/cases/home?part=due",
            language="",
            excerpt="\n".join([*(f"• {name}" for name in names[:MOST]), *more]),
            status=Status.LIVE.value if names else Status.ARCHIVED.value,
            created_at=row.created_at,
        )
    return found


def _due(actor: Actor, ids: set[int]) -> dict[int, str]:
    if not ids:
        return {}
    still = (Case.state.in_(CHECKED), Case.status == Status.LIVE.value, Case.check_due_at <= clock.now())
    rows = select(Case.id, Case.title).where(Case.id.in_(ids), *still, visibility.seen_among(actor, Case))
    return {row.id: row.title for row in db.session.execute(rows)}
