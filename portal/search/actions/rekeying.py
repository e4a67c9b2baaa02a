"""What was written under keys of before joins the searches that are alike now."""

from collections.abc import Iterable

from sqlalchemy import update

from portal.core.db import db
from portal.search.models import SearchLog


def rekey(found: Iterable[tuple[str, str]]) -> int:
    """Write the keys that ``queries.rekeyed`` found; gives how many. Doing it twice changes nothing."""
    rows = [{"id": number, "group_key": key} for number, key in found]
    if rows:
        db.session.execute(update(SearchLog), rows)
    return len(rows)
