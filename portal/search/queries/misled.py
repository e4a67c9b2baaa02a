"""Cases that searches led to, and that did not spare the question."""

from collections.abc import Mapping

from sqlalchemy import func, or_, select

from portal.cases.models import Case
from portal.core.db import db
from portal.search.models import OPENED, SearchLog, SearchStep

_MISLED = (
    select(SearchStep.thing_id, func.count().label("searches"))
    .join(SearchLog, SearchLog.id == SearchStep.search_id)
    .join(Case, Case.id == SearchStep.thing_id)
    .where(SearchStep.kind == "case", SearchStep.step == OPENED, SearchStep.at > Case.checked_at)
    .where(or_(SearchLog.asked, SearchLog.sent), SearchLog.solved.is_(False))
    .group_by(SearchStep.thing_id)
)


def misled() -> Mapping[int, int]:
    """Id of a case -> searches since its last check that opened it and ended with a question, or with a letter to
    support. For the worker: it says nothing of who searched."""
    return {row.thing_id: row.searches for row in db.session.execute(_MISLED)}
