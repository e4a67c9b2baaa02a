"""Views of questions, gathered in memory and written in batches: reading a page writes nothing.

A reader counts once an hour for a question, as far as this process remembers. Up to ten seconds of views are lost when
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
_q = Question.__table__


class Gatherer:
    """Counts of one application; ``begin`` starts the thread that writes them."""

    def __init__(self) -> None:
        self._waiting: Counter[int] = Counter()
        self._seen: OrderedDict[tuple[str, int, int], None] = OrderedDict()
        self._lock, self._full, self._thread = threading.Lock(), threading.Event(), None

    def note(self, app: Any, question_id: int, reader: str) -> None:
        """A reader opened a question. Never touches the database."""
        key = (reader, question_id, int(time.time() // HOUR))
        with self._lock:
            if key in self._seen:
                return
            self._seen[key] = None
            if len(self._seen) > REMEMBERED:
                self._seen.popitem(last=False)
            self._waiting[question_id] += 1
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
                _write(taken)
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


def _write(views: Counter[int]) -> None:
    # Rows are locked in the order of their ids, so that two processes never wait for each other.
    ids = sorted(views)
    db.session.execute(select(_q.c.id).where(_q.c.id.in_(ids)).order_by(_q.c.id).with_for_update())
    added = case({number: views[number] for number in ids}, value=_q.c.id, else_=0)
    db.session.execute(update(_q).where(_q.c.id.in_(ids)).values(view_count=_q.c.view_count + added))
    db.session.commit()


gatherer = Gatherer()
