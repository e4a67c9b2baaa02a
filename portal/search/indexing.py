"""The index follows the database. Only the worker and ``portal reindex`` write it.

The database is read first and let go, so that no transaction stays open while the index is written. One lock keeps two
batches of this process from overtaking each other; the engine's own lock keeps a rebuild and a batch apart.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from datetime import timedelta
from itertools import islice
from typing import Any

import structlog
from sqlalchemy import bindparam, select

from portal.cases.models import Case, case_topic
from portal.core import outbox
from portal.core.db import db, reading
from portal.core.jobs import Item, Later
from portal.ideas.models import Idea, idea_topic
from portal.questions.models import Question, question_topic
from portal.search import documents, engine
from portal.search.models import SavedSearch
from search_index.document import Document
from search_index.engine import EngineBusy, EngineUnavailable

BATCH = 200
SOON, AGAIN = timedelta(seconds=2), timedelta(seconds=10)
log = structlog.get_logger()
_in_order = threading.Lock()
_IN_TOPIC = {
    "case": select(case_topic.c.case_id).where(case_topic.c.topic_id == bindparam("of")),
    "question": select(question_topic.c.question_id).where(question_topic.c.topic_id == bindparam("of")),
    "idea": select(idea_topic.c.idea_id).where(idea_topic.c.topic_id == bindparam("of")),
}
_BY_PERSON = {
    "case": select(Case.id).where(Case.author_id == bindparam("of")),
    "question": select(Question.id).where(Question.author_id == bindparam("of")),
    "idea": select(Idea.id).where(Idea.author_id == bindparam("of")),
}
_MANY: dict[str, dict[str, Any]] = {"topic": _IN_TOPIC, "person": _BY_PERSON}


@contextmanager
def looking() -> Iterator[None]:
    """A transaction that only reads, ended before anything else is done."""
    token = reading.set(True)
    try:
        yield
    finally:
        db.session.rollback()
        reading.reset(token)


def take(items: Sequence[Item]) -> None:
    """Job ``index``: bring these things up to date. Raises ``Later`` while somebody rebuilds or the disk is full."""
    changed = expanded(payload for _, payload in items)
    with _in_order:
        try:
            for kind, ids in changed.items():
                _bring(kind, ids)
        except EngineBusy as error:
            raise Later(SOON, str(error)) from error
        except EngineUnavailable as error:
            _mend(error)
    _pass_on(changed)


def _pass_on(changed: dict[str, list[int]]) -> None:
    """What can be found now is looked at for those who saved a search: a job of its own, so that nothing waits for it."""
    if changed and db.session.scalar(select(SavedSearch.id).where(SavedSearch.paused_at.is_(None)).limit(1)):
        for kind, ids in changed.items():
            for some in _batches(ids):
                outbox.put("percolate", kind=kind, ids=some)


def _mend(error: EngineUnavailable) -> None:
    """The index is missing or damaged. A rebuild reads the database now, so it holds what was asked for."""
    log.warning("search.unavailable", error=str(error))
    try:
        if not heal():
            raise Later(SOON, str(error))
    except EngineUnavailable as still:
        raise Later(SOON if isinstance(still, EngineBusy) else AGAIN, str(still)) from still


def expanded(payloads: Iterable[dict[str, Any]]) -> dict[str, list[int]]:
    """Kind -> ids, each once; a topic stands for everything in it, a person for everything by them."""
    found: dict[str, dict[int, None]] = defaultdict(dict)
    for payload in payloads:
        kind, number = payload["kind"], payload["id"]
        if kind in _MANY:
            for each, ids in _of_many(kind, number).items():
                found[each].update(dict.fromkeys(ids))
        else:
            found[kind][number] = None
    return {kind: list(ids) for kind, ids in found.items()}


def _of_many(kind: str, number: int) -> dict[str, list[int]]:
    with looking():
        return {each: list(db.session.scalars(query, {"of": number})) for each, query in _MANY[kind].items()}


def _bring(kind: str, ids: Sequence[int]) -> None:
    for some in _batches(ids):
        with looking():
            fresh = list(documents.of(kind, some))
        if fresh:
            engine.current().upsert(fresh)
        if gone := set(some) - {each.id for each in fresh}:
            engine.current().delete([(kind, number) for number in gone])


def _batches(ids: Iterable[int]) -> Iterator[list[int]]:
    remaining = iter(ids)
    while some := list(islice(remaining, BATCH)):
        yield some


def count() -> int:
    """How many things a rebuild will read; for the progress bar."""
    with looking():
        return sum(sum(1 for _ in source.all_ids()) for source in documents.SOURCES.values())


def rebuild(note: Callable[[int], object] = lambda _: None) -> int:
    """Make the index anew beside the old one and swap; returns how many documents. ``note`` is told of each batch.

    Raises ``EngineBusy`` when somebody else writes. When it is stopped, the old index stands as it was.
    """
    return engine.current().rebuild(everything(note))


def everything(note: Callable[[int], object] = lambda _: None) -> Iterator[Document]:
    """Every live thing, a batch at a time; between batches no transaction is open."""
    for kind, source in documents.SOURCES.items():
        with looking():
            ids = list(source.all_ids())
        for some in _batches(ids):
            with looking():
                fresh = list(documents.of(kind, some))
            note(len(some))
            yield from fresh


def rebuild_job(_items: Sequence[Item]) -> None:
    """Job ``reindex``: for those who changed more than can be told thing by thing, such as an import."""
    try:
        rebuild()
    except EngineUnavailable as error:
        raise Later(SOON if isinstance(error, EngineBusy) else AGAIN, str(error)) from error


def heal() -> bool:
    """Rebuild when the index is missing, damaged or of an older release; says whether it did."""
    state = engine.current().health()
    if state.ok and not state.outdated:
        return False
    log.info("search.rebuilding", why=state.detail or "outdated")
    made = rebuild()
    log.info("search.rebuilt", documents=made)
    return True
