"""``portal import markdown`` and ``portal export cases``: cases as folders of Markdown with front matter.

A folder is read twice: once to find every fault and to know every page, then page by page to write. One transaction,
which the caller commits. See ``docs/importing.md``.
"""

from collections.abc import Callable
from pathlib import Path

from portal.cases.life import State
from portal.core.db import db
from portal.importers.markdown import folder as folders
from portal.importers.markdown import writing
from portal.importers.markdown.exporting import export
from portal.importers.markdown.folder import FolderError
from portal.importers.markdown.reading import Reader
from portal.importers.markdown.survey import Entry, folder_left, in_order, look_over, where
from portal.importers.markdown.topics import Topics
from portal.importers.markdown.writing import PAGES, Work
from portal.importers.report import Report
from portal.web import current

__all__ = ["STAGES", "FolderError", "export", "home", "run"]

THINGS = ("cases", "translations")
STAGES = ("Reading", "Writing")
BOOKS = ("links", "images", "includes", "tags")
Note = Callable[[str, int, int], object]


def run(root: Path, *, topic: str = "", language: str = "", state: str = "", note: Note = lambda *_: None) -> Report:
    """Import a folder; the caller commits. ``note`` is told stage, how much is done since, and how much there is.

    Raises ``FolderError`` (file and line of each fault); then nothing was written.
    """
    folder = folders.scan(root)
    site = folder.root.name[:80] or "folder"
    reader = Reader(folder, language)
    total = len(folder.pages)
    found = look_over(reader, site, (topic, state), lambda done: note(STAGES[0], done, total))
    report = Report(site, THINGS)
    work = Work(
        reader, report, Topics(site, folder), site, topic, state or State.PUBLISHED.value, home(),
        lambda done: note(STAGES[1], done, total),
    )  # fmt: skip
    _write(work, found)
    writing.settle(work)
    _leave_files(work)
    if not report.adds_up:
        raise AssertionError(f"the books of this import do not add up: {report.files}")
    return report


def home() -> str:
    """How this portal calls itself in what it exports."""
    return (
        (current.settings().base_url or current.settings().name).removeprefix("https://").removeprefix("http://")[:80]
    )


def _write(work: Work, found: dict[str, Entry]) -> None:
    groups = in_order(found)
    entries = [entry for group in groups for entry in group]
    writing.recognise(work, entries)
    for number, group in enumerate(groups, 1):
        writing.reserve(work, group)
        if number % writing.BATCH == 0:
            db.session.expunge_all()  # a flush looks at all that is kept
    db.session.expunge_all()
    work.report.read(PAGES, len(found))
    for name in BOOKS:
        work.report.read(name, 0)
    for entry in found.values():
        if entry.why:
            work.report.leave(PAGES, entry.why, [entry.path])
            work.note(1)
    for translated in (False, True):  # originals before what was made from them
        for entry in entries:
            if (entry.path in work.translations) == translated:
                _bring(work, entry, found, THINGS[translated])


def _bring(work: Work, entry: Entry, found: dict[str, Entry], thing: str) -> None:
    if entry.why:
        return
    how = writing.write(work, entry, found)
    work.note(1)
    if how not in (writing.NEW, writing.CHANGED, writing.SAME):
        work.report.leave(PAGES, how, [entry.path])
        return
    work.report.note(PAGES, how, thing)
    _book(work, entry, found, how)


def _book(work: Work, entry: Entry, found: dict[str, Entry], how: str) -> None:
    """What became of the links, pictures and includes of a page that was taken."""
    left = list(entry.seen.left)
    followed = 0
    for target in entry.targets:
        _page, _id, why = where(target, found)
        if why:
            left.append(("links", target, why))
        followed += not why
    for name, number in (("links", followed), ("images", entry.seen.images), ("includes", entry.seen.includes)):
        books = work.report.files[name]
        setattr(books, how, getattr(books, how) + number)
        books.read += number
    for name, what, why in left:
        work.report.files[name].read += 1
        work.report.leave(name, why, [f"{entry.path}: {what}"])


def _leave_files(work: Work) -> None:
    left = folder_left(work.reader.folder)
    work.report.read("files", len(left))
    for path, why in left:
        work.report.leave("files", why, [path])
