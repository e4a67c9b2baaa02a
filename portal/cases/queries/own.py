"""What the reader said of a case: whether it helped, and whether they found it still correct."""

from typing import Any

from sqlalchemy import and_, literal, select

from portal.cases.models import CaseFeedback, CaseVouch
from portal.core.db import db
from portal.core.permissions import Actor


def own_words(actor: Actor, case: Any) -> tuple[Any, bool]:
    """The reader's feedback or None, and whether they vouched since the last check; one query, none for guests."""
    if actor.id is None:
        return None, False
    one = select(literal(case.id).label("case_id"), literal(actor.id).label("person_id")).subquery()
    feedback = and_(CaseFeedback.case_id == one.c.case_id, CaseFeedback.person_id == one.c.person_id)
    vouched = and_(
        CaseVouch.case_id == one.c.case_id,
        CaseVouch.person_id == one.c.person_id,
        CaseVouch.revision == case.revision,
    )
    row = db.session.execute(
        select(
            CaseFeedback.helped,
            CaseFeedback.reason,
            CaseFeedback.text,
            CaseFeedback.revision,
            CaseVouch.created_at.label("vouched_at"),
        )
        .select_from(one)
        .outerjoin(CaseFeedback, feedback)
        .outerjoin(CaseVouch, vouched)
    ).one()
    current = row.vouched_at is not None and (case.checked_at is None or row.vouched_at > case.checked_at)
    return (row if row.helped is not None else None), current
