"""What was just indexed against all saved searches: only the new things are looked at, never the whole index.

Cheap first: the words of each search against the keys of each thing. What holds enough of them is asked for by the whole
search, with its filters and in the sight of whoever saved it, in a small engine of the batch.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.accounts import queries as accounts
from portal.core import clock, outbox
from portal.core.db import db
from portal.core.jobs import Item
from portal.search import documents, rules, watching
from portal.search.indexing import looking
from portal.search.models import SavedSearch, SearchFind
from portal.search.queries.finding import wanted as asked_for
from search_index import ranking
from search_index.document import Document, Key
from search_index.engines.memory import MemoryEngine
from search_index.synonyms import Synonyms

PAUSE = timedelta(hours=1)  # between two alerts about one search
_s = SavedSearch.__table__
_ACTIVE = select(_s.c.id, _s.c.person_id, _s.c.address, _s.c.weights, _s.c.since, _s.c.knows_all).where(
    _s.c.paused_at.is_(None)
)


def take(items: Sequence[Item]) -> None:
    """Job ``percolate``: note what is new for whom, and put alerts on their way."""
    wanted: dict[str, dict[int, None]] = defaultdict(dict)
    for _, payload in items:
        wanted[payload["kind"]].update(dict.fromkeys(payload["ids"]))
    with looking():
        searches = db.session.execute(_ACTIVE).all()
        fresh = [each for kind, ids in wanted.items() for each in documents.of(kind, list(ids))] if searches else []
        news = _news(searches, fresh)
    for search_id, keys in news.items():
        if _note(search_id, keys):
            _schedule(search_id)


def _news(searches: Iterable[Any], fresh: Sequence[Document]) -> dict[int, list[Key]]:
    """Saved search -> which of ``fresh`` answer it and were not known before."""
    keys = {document.key: _keys(document) for document in fresh}
    by_key = {document.key: document for document in fresh}
    synonyms, batch = rules.current().synonyms, MemoryEngine()
    batch.rebuild(fresh)
    found: dict[int, list[Key]] = {}
    for row in searches:
        asked = watching.asked_of(row.address)
        words = watching.words_of(asked, synonyms)
        near = {key for key, held in keys.items() if watching.answers(held, words, row.weights)}
        seen = _seen(row.person_id, asked, synonyms, batch, len(keys)) & near if near else near
        if new := [key for key in sorted(seen) if _is_new(row, by_key[key])]:
            found[row.id] = new
    return found


def _keys(document: Document) -> frozenset[str]:
    made = ranking.postings(document)
    return frozenset((*made.lemmas.keys, *made.raws.keys))


def _seen(person_id: int, asked: Any, synonyms: Synonyms, batch: MemoryEngine, size: int) -> set[Key]:
    """What the whole search finds in the batch for this person: words, phrases, filters, sight."""
    actor = accounts.actor_of(person_id)
    if actor is None:
        return set()
    results = batch.search(replace(asked_for(actor, asked, size=size, synonyms=synonyms), offset=0, exact=True))
    return set() if results.loosened else {Key(hit.kind, hit.id) for hit in results.hits}


def _is_new(row: Any, document: Document) -> bool:
    """Written since; or older, and not among what the search found before (when all of that is known)."""
    if document.created_at >= row.since:
        return True
    known = db.session.scalar(select(_s.c.known).where(_s.c.id == row.id)) if row.knows_all else None
    return known is not None and f"{document.kind}:{document.id}" not in known


def _note(search_id: int, keys: Sequence[Key]) -> bool:
    """Write down what was found; says whether any of it was not there yet."""
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgres_insert
    now = clock.now()
    rows = [{"search_id": search_id, "kind": key.kind, "thing_id": key.id, "found_at": now} for key in keys]
    adding = insert(SearchFind).on_conflict_do_nothing(index_elements=["search_id", "kind", "thing_id"])
    return bool(db.session.scalars(adding.returning(SearchFind.id), rows).all())


def _schedule(search_id: int) -> None:
    """An alert now, or when an hour has gone by since the last one; none when one is on its way."""
    now = clock.now()
    last: datetime | None = db.session.scalar(select(_s.c.alerted_at).where(_s.c.id == search_id))
    due = max(now, last + PAUSE) if last else now
    taken = update(SavedSearch).where(SavedSearch.id == search_id, SavedSearch.due_at.is_(None)).values(due_at=due)
    if db.session.execute(taken.execution_options(synchronize_session=False)).rowcount:  # type: ignore[attr-defined]
        outbox.put("search_alert", delay=due - now, search_id=search_id)
