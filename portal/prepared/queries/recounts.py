"""The numbers of prepared answers counted again, for ``portal doctor``."""

from collections.abc import Iterator

from sqlalchemy import func, select

from portal.core.recounting import counted, differences
from portal.prepared.models import PreparedAnswer, PreparedUse

_p, _u = PreparedAnswer.__table__.c, PreparedUse.__table__.c


def uses() -> Iterator[str]:
    """Uses, those that became an answer, those that were accepted."""
    of_text = select(_u.prepared_id, func.count()).group_by(_u.prepared_id)
    yield from differences(_p.use_count, counted(of_text))
    yield from differences(_p.answer_count, counted(of_text.where(_u.answer_id.is_not(None))))
    yield from differences(_p.accepted_count, counted(of_text.where(_u.accepted.is_(True))))


CHECKS = {"uses": uses}
