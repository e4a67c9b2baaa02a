"""``portal import stackexchange``: a dump of Stack Exchange, its eight XML files.

Three stages: the dump is read whole into a temporary database on disk, where a mistake anywhere stops it; texts are
made; then one transaction writes everything, which the caller commits. See ``docs/importing.md``.
"""

from collections.abc import Callable
from pathlib import Path

from portal.core.db import db, reading
from portal.importers.ledger import Ledger
from portal.importers.report import Report
from portal.importers.stackexchange import (
    answers,
    comments,
    counting,
    decisions,
    history,
    links,
    origin,
    people,
    questions,
    topics,
    votes,
)
from portal.importers.stackexchange.origin import Origin, UnknownOrigin
from portal.importers.stackexchange.rows import BADGES, SHAPES, DumpError, Row, Shape
from portal.importers.stackexchange.staging import Staging
from portal.importers.stackexchange.texts import Texts
from portal.importers.stackexchange.work import SAME, Work

__all__ = ["STAGES", "DumpError", "Origin", "UnknownOrigin", "run"]

THINGS = (
    "questions", "answers", "comments", "people", "topics", "votes", "duplicates", "revisions", "descriptions",
    "accepted", "closed",
)  # fmt: skip
STEPS = (people, topics, questions, answers, comments, votes, decisions, links, history)
STAGES = ("Reading", "Preparing", "Writing")
Note = Callable[[str, int, int], object]


def run(folder: Path, *, site: str = "", url: str = "", note: Note = lambda *_: None) -> Report:
    """Import a dump; the caller commits. ``note`` is told stage, how much is done since, and how much there is.

    Raises ``DumpError`` (file and line) or ``UnknownOrigin``; then nothing was written.
    """
    source = origin.of(site or folder.resolve().name, url)
    staging = Staging()
    try:
        size = sum((folder / shape.name).stat().st_size for shape in SHAPES if (folder / shape.name).is_file())
        staging.load(folder, lambda done: note(STAGES[0], done, size))
        return _import(source, staging, note)
    finally:
        staging.close()


def _import(source: Origin, staging: Staging, note: Note) -> Report:
    report = Report(source.site, THINGS)
    for name, count in staging.present.items():
        report.read(name, count)
    total = sum(staging.present.values())
    ledger = Ledger(source.site)
    work = Work(source, staging, Texts(staging, source), ledger, report, lambda done: note(STAGES[2], done, total))
    _prepare(work, lambda done: note(STAGES[1], done, total))
    for step in STEPS:
        step.bring(work)
    _leave_badges(work)
    if work.touched or report.touched:
        counting.finish(work)
    db.session.flush()
    if not report.adds_up:
        raise AssertionError(f"the books of this import do not add up: {report.files}")
    return report


def _prepare(work: Work, note: Callable[[int], object]) -> None:
    """Texts of what is new or changed, in a transaction that only reads and is ended before anything is written."""

    def wanted(shape: Shape, batch: list[Row]) -> list[Row]:
        known = work.ledger.known(shape.name, [row["Id"] for row in batch])
        db.session.rollback()
        return [row for row in batch if work.verdict(known.get(str(row["Id"])), work.mark(shape, row)) != SAME]

    token = reading.set(True)
    try:
        work.texts.prepare(wanted, note)
    finally:
        db.session.rollback()
        reading.reset(token)


def _leave_badges(work: Work) -> None:
    for batch in work.staging.batches(BADGES):
        work.report.leave(BADGES.name, "badges have no counterpart here", [row["Id"] for row in batch])
