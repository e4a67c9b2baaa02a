"""Searches and what was opened after them, gathered in memory and written in batches: reading a page writes nothing.

This memory also knows, for half an hour and never on disk, who is searching: so that a second page, another filter or a
reload of the same words is the same search, and other words soon after are a refinement. With several web processes
each knows its own readers only. Up to ten seconds of the log are lost when the process is killed; that is agreed, as
with views.
"""

import atexit
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

import structlog

from portal.core import clock
from portal.core.db import db
from portal.core.refs import Ref
from portal.search.actions import noting
from portal.search.actions.noting import Opening, Shown, Widened, widest
from portal.search.trail import Trail

MANY, LONG, REMEMBERED, MOST = 50, 10.0, 20_000, 5_000
SAME, SOON = timedelta(minutes=30), timedelta(minutes=10)
log = structlog.get_logger()


@dataclass(slots=True)
class Visit:
    """A reader's search, as this process remembers it: ``place`` is the address of the page of it that was shown last,
    ``asked`` whether a question came of it."""

    trail: Trail
    reader: str
    words: str
    instead: str
    text: str
    at: datetime
    place: str = ""
    asked: bool = False


@dataclass(slots=True)
class _Waiting:
    shown: dict[str, Shown] = field(default_factory=dict)
    opened: dict[tuple[str, Ref], Opening] = field(default_factory=dict)
    refined: set[str] = field(default_factory=set)
    widened: dict[str, Widened] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.shown) + len(self.opened) + len(self.refined) + len(self.widened)


def _plain(text: str) -> str:
    return " ".join(text.lower().split())


class Journal:
    """The first search starts the thread that writes."""

    def __init__(self) -> None:
        self._waiting = _Waiting()
        self._visits: OrderedDict[str, Visit] = OrderedDict()  # by id of the search, oldest first
        self._same: dict[tuple[str, str], str] = {}
        self._last: dict[str, str] = {}
        self._lock, self._full = threading.Lock(), threading.Event()
        self._thread: threading.Thread | None = None
        self._app: Any = None  # the one that spoke last: a process has one, but for tests

    def shown(
        self,
        app: Any,
        reader: str,
        begin: Callable[[], Trail],
        text: str,
        searched: str,
        *,
        place: str = "",
        **facts: Any,
    ) -> Trail:
        """A results page was made: the trail of its search, a new one unless ``reader`` is still at the same words.

        ``searched`` is ``text`` as typed, or what was searched instead: both are words of this search.
        """
        now, words, instead = clock.now(), _plain(text), _plain(searched)
        with self._lock:
            known = self._visits.get(self._same.get((reader, words), ""))
            if known is not None and now - known.at < SAME:
                self._widen(known.trail.id, Widened(facts["total"], facts["partial"]))
                known.place = place
                return known.trail
            visit = Visit(begin(), reader, words, instead, text, now, place)
            self._refine(reader, now)
            self._remember(visit)
            if len(self._waiting) < MOST:
                self._waiting.shown[visit.trail.id] = Shown(visit.trail.id, now, text, **facts)
        self._wake(app)
        return visit.trail

    def walked(self, reader: str, begin: Callable[[], Trail], text: str, place: str) -> Trail:
        """A search that does not count: of it only the way back is remembered."""
        visit = Visit(begin(), reader, "", "", text, clock.now(), place)
        with self._lock:
            self._visits[visit.trail.id] = visit
            self._let_go(visit.at)
        return visit.trail

    def opened(self, app: Any, reader: str, trail: Trail, ref: Ref) -> None:
        """A result was opened; once for each thing. Nothing is counted for somebody the address was handed to."""
        with self._lock:
            visit = self._visits.get(trail.id)
            if (visit is None or visit.reader == reader) and len(self._waiting) < MOST:
                self._waiting.opened.setdefault((trail.id, ref), Opening(trail.id, ref, trail.position, clock.now()))
        self._wake(app)

    def visit(self, reader: str, trail: Trail) -> Visit | None:
        """What this process remembers of a search of ``reader``; None for anybody else's."""
        with self._lock:
            found = self._visits.get(trail.id)
        return found if found is not None and found.reader == reader else None

    def foreign(self, reader: str, trail: Trail) -> bool:
        """Is this known to be the search of somebody else?"""
        with self._lock:
            found = self._visits.get(trail.id)
        return found is not None and found.reader != reader

    def last(self, reader: str) -> Trail | None:
        """The search of ``reader`` in the last half hour of which no question came yet."""
        with self._lock:
            found = self._visits.get(self._last.get(reader, ""))
        return found.trail if found is not None and not found.asked and clock.now() - found.at < SAME else None

    def asked(self, trail: Trail) -> None:
        with self._lock:
            if (found := self._visits.get(trail.id)) is not None:
                found.asked = True

    def flush(self, app: Any) -> int:
        """Write what is waiting; returns how many entries. What cannot be written waits on."""
        with self._lock:
            taken, self._waiting = self._waiting, _Waiting()
            self._full.clear()
        if not len(taken):
            return 0
        try:
            with app.app_context():
                noting.write(taken.shown.values(), taken.opened.values(), taken.refined, taken.widened)
                db.session.commit()
        except Exception as error:
            log.warning("journal.waiting", error=type(error).__name__)
            self._give_back(taken)
            return 0
        return len(taken)

    def forget(self) -> None:
        with self._lock:
            self._waiting = _Waiting()
            for kept in (self._visits, self._same, self._last):
                kept.clear()

    def _give_back(self, taken: _Waiting) -> None:
        with self._lock:
            newer = self._waiting
            self._waiting = _Waiting(
                taken.shown | newer.shown,
                newer.opened | taken.opened,
                taken.refined | newer.refined,
                taken.widened | newer.widened,
            )

    def _widen(self, search: str, found: Widened) -> None:
        """The same words found more with another filter: a search counts as without result, or as found in part, only
        when nothing helped."""
        waiting = self._waiting.shown.get(search)
        if waiting is None:
            self._waiting.widened[search] = widest(self._waiting.widened.get(search, found), found)
        else:
            waiting.total, waiting.partial = widest(Widened(waiting.total, waiting.partial), found)

    def _refine(self, reader: str, now: datetime) -> None:
        before = self._visits.get(self._last.get(reader, ""))
        if before is not None and not before.asked and now - before.at < SOON:
            self._waiting.refined.add(before.trail.id)

    def _remember(self, visit: Visit) -> None:
        self._visits[visit.trail.id] = visit
        self._last[visit.reader] = visit.trail.id
        for words in (visit.words, visit.instead):
            self._same[visit.reader, words] = visit.trail.id
        self._let_go(visit.at)

    def _let_go(self, now: datetime) -> None:
        while self._visits and (len(self._visits) > REMEMBERED or now - next(iter(self._visits.values())).at > SAME):
            number, old = self._visits.popitem(last=False)
            for words in (old.words, old.instead):
                if self._same.get((old.reader, words)) == number:
                    del self._same[old.reader, words]
            if self._last.get(old.reader) == number:
                del self._last[old.reader]

    def _wake(self, app: Any) -> None:
        self._app = app
        if len(self._waiting) >= MANY:
            self._full.set()
        if self._thread is None and not app.testing:
            self._begin()

    def _begin(self) -> None:
        with self._lock:
            if self._thread is not None:
                return
            self._thread = threading.Thread(target=self._run, name="journal", daemon=True)
            self._thread.start()
        atexit.register(lambda: self.flush(self._app))

    def _run(self) -> None:
        while True:
            self._full.wait(LONG)
            self.flush(self._app)
            time.sleep(0.2)


journal = Journal()
