"""The alarms of cases looked at again, for ``portal doctor``."""

from collections.abc import Iterator

from sqlalchemy import select

from portal.cases import drift as drifting
from portal.cases.life import State
from portal.cases.models import Case, CaseAlarm, CaseSource
from portal.cases.queries.drift import WATCHED
from portal.core.db import db
from portal.core.visibility import Status
from portal.questions.models import Answer

OPEN = CaseAlarm.outcome_at.is_(None)


def drift() -> Iterator[str]:
    """A case with an open alarm needs a check (others may too: a person can ask for one); and every answer that no
    longer says what was taken over from it has its alarm."""
    wrong = select(CaseAlarm.case_id, Case.state).join(Case, Case.id == CaseAlarm.case_id)
    for number, state in db.session.execute(wrong.where(OPEN, Case.state != State.NEEDS_CHECK.value).distinct()):
        yield f"case {number}: an alarm is open, but it is {state}"
    edited = select(CaseAlarm.case_id, CaseAlarm.answer_id).where(OPEN, CaseAlarm.kind == drifting.EDITED)
    known = {(row.case_id, row.answer_id) for row in db.session.execute(edited)}
    texts = (
        select(CaseSource.case_id, CaseSource.answer_id, CaseSource.body, Answer.body.label("now"))
        .join(Answer, Answer.id == CaseSource.answer_id)
        .join(Case, Case.id == CaseSource.case_id)
        .where(Case.status == Status.LIVE.value, Case.state.in_(WATCHED), CaseSource.body != Answer.body)
    )
    for case_id, answer_id, body, now in db.session.execute(texts):
        if (case_id, answer_id) not in known and drifting.plain(body) != drifting.plain(now):
            yield f"case {case_id}: answer {answer_id} was changed and no alarm is open"
