"""What was written under keys of before joins the searches that are alike now."""

from collections.abc import Iterable

from sqlalchemy import update

from portal.core.db import db
from portal.search.models import SearchLog
from portal.search.queries.rekeyed import Rekeyed


def rekey(found: Iterable[Rekeyed]) -> int:
    """Write the keys that ``queries.rekeyed`` found; gives how many. Doing it twice changes nothing."""
    rows = [{"id": each.id, "group_key": each.now} for each in found]
    if rows:
        db.session.execute(update(SearchLog), rows)
    return len(rows)
