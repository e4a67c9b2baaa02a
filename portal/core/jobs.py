"""What the worker runs. Huey runs, retries and schedules; the outbox says what there is to do.

A job is a function of one list of ``(outbox id, payload)``; ``wiring.py`` names them. A job that is ``one by one`` gets
lists of one. Jobs are idempotent and commit where they begin: here.
"""

import threading
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import structlog
from huey import Huey, RedisHuey, SqliteHuey

from portal.core import outbox
from portal.core.db import db

log = structlog.get_logger()

Item = tuple[int, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Job:
    """``run`` takes a batch; with ``together`` False it is called once for each row."""

    run: Callable[[Sequence[Item]], None]
    together: bool = False


class Later(Exception):
    """A job cannot be done just now and is to be tried again soon; raised by the job, no attempt is lost."""

    def __init__(self, delay: timedelta, reason: str) -> None:
        super().__init__(reason)
        self.delay = delay


_jobs: dict[str, Job] = {}


def wire(jobs: Mapping[str, Job]) -> None:
    """Name the jobs; called once by ``wiring.py``."""
    _jobs.clear()
    _jobs.update(jobs)


def make_huey(data_dir: Path, redis_url: str = "") -> Huey:
    """The queue: a SQLite file in the data folder, or Redis at scale."""
    if redis_url:
        return RedisHuey("portal", url=redis_url)
    return SqliteHuey("portal", filename=str(data_dir / "huey.sqlite3"), fsync=True)


def relay(send: Callable[[str, list[Item]], Any]) -> int:
    """Claim due rows and hand them on, grouped by job; returns how many."""
    rows = outbox.claim()
    groups: dict[str, list[Item]] = defaultdict(list)
    for row in rows:
        groups[row.job].append((row.id, row.payload))
    for name, items in groups.items():
        job = _jobs.get(name)
        for batch in [items] if job and job.together else [[item] for item in items]:
            send(name, batch)
    return len(rows)


def perform(name: str, items: Sequence[Item]) -> None:
    """Run one job and mark its rows done in the same transaction. A failure is kept on the rows, never raised."""
    ids = [number for number, _ in items]
    try:
        _jobs[name].run(items)
        outbox.finish(ids)
        db.session.commit()
    except Later as later:
        db.session.rollback()
        outbox.postpone(ids, later.delay, str(later))
        db.session.commit()
    except Exception as error:
        db.session.rollback()
        log.warning("job.failed", job=name, rows=ids, error=type(error).__name__)
        outbox.fail(ids, f"{type(error).__name__}: {error}")
        db.session.commit()


def settle() -> None:
    """Commit what the running job has written so far: before it talks to a server, which may take its time."""
    db.session.commit()


def drain(limit: int = 100) -> int:
    """Relay and run at once, until nothing is due: for tests, the command line and one-process use."""
    done = 0
    for _ in range(limit):
        count = relay(perform)
        if not count:
            break
        done += count
    return done


class Relay(threading.Thread):
    """Looks at the outbox twice a second. Twice a second costs one small indexed read and needs no wake-up call,
    which could be lost."""

    def __init__(self, app: Any, send: Callable[[str, list[Item]], Any], pause: float = 0.5) -> None:
        super().__init__(name="relay", daemon=True)
        self.app, self.send, self.pause = app, send, pause
        self.stopping = threading.Event()

    def run(self) -> None:
        while not self.stopping.wait(self.pause):
            try:
                with self.app.app_context():
                    while relay(self.send):
                        pass
            except Exception as error:  # the database may be away for a while
                log.warning("relay.waiting", error=type(error).__name__)
