"""The index and the search log against the database, for ``portal doctor``."""

from collections.abc import Iterator
from itertools import islice

from sqlalchemy import or_, select

from portal.core.db import db
from portal.core.outbox import OutboxRow
from portal.search import documents, engine, indexing
from portal.search.models import SearchLog
from portal.search.queries import funnel
from portal.search.queries.rekeyed import rekeyed
from search_index.engine import EngineUnavailable

MOST = 100  # differences named


def index() -> Iterator[str]:
    """Things missing from the index, changed since, or in it though they are gone. What still waits in the outbox is
    on its way and no difference."""
    try:
        kept = {(kind, number): stamp for kind, number, stamp in engine.current().refs()}
    except EngineUnavailable as error:
        live = {(kind, number) for kind, source in documents.SOURCES.items() for number in source.all_ids()}
        if not live or live - _under_way():
            yield f"the index cannot be read: {error}"
        return
    under_way = _under_way()
    for document in indexing.everything():
        stamp = kept.pop((document.kind, document.id), None)
        if stamp != document.stamp and (document.kind, document.id) not in under_way:
            yield f"{document.kind} {document.id}: {'not in the index' if stamp is None else 'changed since indexed'}"
    for kind, number in sorted(set(kept) - under_way):
        yield f"{kind} {number}: in the index, though readers do not see it"


def _under_way() -> set[tuple[str, int]]:
    waiting = select(OutboxRow.payload).where(OutboxRow.done_at.is_(None), OutboxRow.job == "index")
    wanted = indexing.expanded(db.session.scalars(waiting).all())
    return {(kind, number) for kind, ids in wanted.items() for number in ids}


def searches() -> Iterator[str]:
    """Flags of the search log against the steps they repeat, and its groups against its words."""
    differ = or_(*(getattr(SearchLog, name) != found for name, found in funnel.flags().items()))
    for number in db.session.scalars(select(SearchLog.id).where(differ).order_by(SearchLog.at).limit(MOST)):
        yield f"search {number}: what is said of it differs from its steps"
    for each in islice(rekeyed(), MOST):
        yield f"search {each.id}: its words belong to another group now; the worker moves it when it starts"


CHECKS = {"index": index, "searches": searches}
