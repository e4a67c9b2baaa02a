"""Views of pages, gathered in memory and written in batches: reading a page writes nothing.

A reader counts once an hour for a thing, as far as this process remembers. Up to ten seconds of views are lost when
the process is killed; that is agreed.
"""

import atexit
import threading
import time
from collections import Counter, OrderedDict
from typing import Any

import structlog
from sqlalchemy import case, select, update

from portal.core.db import db
from portal.questions.models import Question

MANY, LONG, HOUR, REMEMBERED = 50, 10.0, 3600, 20_000
log = structlog.get_logger()


class Gatherer:
    """Counts of one table with ``id`` and ``view_count``; the first view starts the thread that writes them."""

    def __init__(self, table: Any) -> None:
        self._table = table
        self._waiting: Counter[int] = Counter()
        self._seen: OrderedDict[tuple[str, int, int], None] = OrderedDict()
        self._lock, self._full = threading.Lock(), threading.Event()
        self._thread: threading.Thread | None = None

    def note(self, app: Any, thing_id: int, reader: str) -> None:
        """A reader opened the page of a thing. Never touches the database."""
        key = (reader, thing_id, int(time.time() // HOUR))
        with self._lock:
            if key in self._seen:
                return
            self._seen[key] = None
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            self._waiting[thing_id] += 1
            full = self._waiting.total() >= MANY
        if full:
            self._full.set()
        if self._thread is None and not app.testing:
            self._begin(app)

    def flush(self, app: Any) -> int:
        """Write what is waiting, in one UPDATE; returns how many views. What cannot be written waits on."""
        with self._lock:
            taken, self._waiting = self._waiting, Counter()
            self._full.clear()
        if not taken:
            return 0
        try:
            with app.app_context():
                _write(self._table, taken)
        except Exception as error:
            log.warning("views.waiting", error=type(error).__name__)
            with self._lock:
                self._waiting.update(taken)
            return 0
        return taken.total()

    def forget(self) -> None:
        with self._lock:
            self._waiting.clear()
            self._seen.clear()

    def _begin(self, app: Any) -> None:
        with self._lock:
            if self._thread is not None:
                return
            self._thread = threading.Thread(target=self._run, args=(app,), name="views", daemon=True)
            self._thread.start()
        atexit.register(self.flush, app)

    def _run(self, app: Any) -> None:
        while True:
            self._full.wait(LONG)
            self.flush(app)
            time.sleep(0.2)


def _write(table: Any, views: Counter[int]) -> None:
    # Rows are locked in the order of their ids, so that two processes never wait for each other.
    ids, own = sorted(views), table.c.id
    db.session.execute(select(own).where(own.in_(ids)).order_by(own).with_for_update(key_share=True))
    added = case({number: views[number] for number in ids}, value=own, else_=0)
    db.session.execute(update(table).where(own.in_(ids)).values(view_count=table.c.view_count + added))
    db.session.commit()


gatherer = Gatherer(Question.__table__)
