"""``portal import zendesk``: articles of Zendesk Guide, as its API gives them, in one file of JSON.

The file is read three times, an article at a time: for faults and names, for originals, for translations. One
transaction, which the caller commits. See ``docs/importing.md``.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from portal.cases.models import Case
from portal.core.db import db
from portal.importers import cases
from portal.importers.ledger import Known, Ledger
from portal.importers.markdown.links import Seen
from portal.importers.markdown.topics import Topics
from portal.importers.report import Report
from portal.importers.zendesk.articles import Article, Names, articles, names
from portal.importers.zendesk.making import content_of, mark_of, told_of, topics_of, unfit
from portal.importers.zendesk.stream import FileError

__all__ = ["STAGES", "FileError", "run"]

FILE = "articles"
THINGS = ("cases", "translations")
STAGES = ("Reading", "Writing")
BATCH = 50
NO_BODY = "its text is not in the file: results of a search hold only the beginning"
NO_LANGUAGE = "its language is none of the portal's"
NO_ORIGINAL = "the article that it was translated from is not here"
Note = Callable[[str, int, int], object]


@dataclass
class Work:
    """One import under way. ``numbers``: id and locale of an article -> id of the case."""

    path: Path
    names: Names
    report: Report
    ledger: Ledger
    topics: Topics
    known: dict[str, Known] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    slugs: dict[int, str] = field(default_factory=dict)
    originals: dict[int, str] = field(default_factory=dict)  # article -> key of the one that others are made from
    why: dict[str, str] = field(default_factory=dict)
    new: set[str] = field(default_factory=set)


def run(path: Path, *, note: Note = lambda *_: None) -> Report:
    """Import a file; the caller commits. Raises ``FileError``; then nothing was written."""
    found = names(path)
    report = Report(found.site, THINGS)
    work = Work(path, found, report, Ledger(found.site), Topics(found.site))
    total = _look(work, note)
    for translated in (False, True):
        for article in articles(path, found):
            if (work.originals.get(article.number) != article.key) == translated:
                _bring(work, article, THINGS[translated])
                note(STAGES[1], 1, total)
    _settle(work)
    if not report.adds_up:
        raise AssertionError(f"the books of this import do not add up: {report.files}")
    return report


def _look(work: Work, note: Note) -> int:
    """Which articles there are, which of them are here, and rows for those that are new."""
    seen: dict[str, tuple[str, str, str]] = {}
    total = 0
    for article in articles(work.path, work.names):
        total += 1
        note(STAGES[0], 1, 0)
        why = NO_LANGUAGE if not article.language else NO_BODY if not (article.html or "").strip() else ""
        if article.key in seen:
            raise FileError(
                work.path.name, article.line, f"article {article.number} is there twice in {article.locale}"
            )
        title = _title(work, article)
        why = why or unfit(work, article, title)
        seen[article.key] = (article.language, title, why)
        if why:
            work.why[article.key] = why
        elif article.number not in work.originals or article.locale == article.source:
            work.originals[article.number] = article.key
    work.report.read(FILE, total)
    for name in ("links", "images"):
        work.report.read(name, 0)
    work.known = work.ledger.known(FILE, list(seen))
    work.numbers = {key: int(known.wrote.split(":")[0]) for key, known in work.known.items()}
    _keep_originals(work)
    for key in sorted(seen, key=lambda key: key not in work.originals.values()):
        _reserve(work, key, *seen[key])
    for number, case in cases.by_ids(list(work.numbers.values())).items():
        work.slugs[number] = case.slug
    db.session.expunge_all()
    return total


def _keep_originals(work: Work) -> None:
    """What is an original here stays one."""
    here = cases.by_ids(list(work.numbers.values()))
    for key, number in work.numbers.items():
        if number in here and here[number].original_id is None:
            work.originals[int(key.split(":")[0])] = key


def _reserve(work: Work, key: str, language: str, title: str, why: str) -> None:
    if why or key in work.numbers:
        return
    first = work.originals[int(key.split(":")[0])]
    original = db.session.get(Case, work.numbers[first]) if first != key and first in work.numbers else None
    if first != key and original is None:
        work.why[key] = NO_ORIGINAL
    elif original is not None and cases.has_language(original, language):
        work.why[key] = cases.TAKEN_HERE
    else:
        case = cases.reserve(title, language, original)
        work.numbers[key] = case.id
        work.new.add(key)


def _title(work: Work, article: Article) -> str:
    section = work.names.sections.get(article.row.get("section_id") or 0, "")
    return cases.long_enough(article.title, section or work.names.site)


def _bring(work: Work, article: Article, thing: str) -> None:
    key = article.key
    if why := work.why.get(key):
        work.report.leave(FILE, why, [key])
        return
    known = work.known.get(key)
    section = work.names.sections.get(article.row.get("section_id") or 0, "")
    mark = mark_of(article, section)
    if known is not None and known.digest == mark:
        work.report.note(FILE, "unchanged", thing)
        return
    case = db.session.get(Case, work.numbers[key])
    original = db.session.get(Case, case.original_id) if case is not None and case.original_id else None
    seen = Seen()
    why = "" if key in work.new else cases.refusal(case, int(known.wrote.split(":")[1]) if known else 0)
    if why or case is None:
        work.report.leave(FILE, why, [key])
        return
    content = content_of(work, article, _title(work, article), topics_of(work, article, original), seen)
    how = "taken" if key in work.new else "changed"
    (cases.fill if key in work.new else cases.revise)(case, content, told_of(work.names, article), original)
    work.ledger.keep(FILE, key, mark, f"{case.id}:{case.latest_revision}")
    work.report.note(FILE, how, thing)
    _book(work, key, seen, how)
    if sum(work.report.counted["taken"].values()) % BATCH == 0:
        _settle(work)


def _book(work: Work, key: str, seen: Seen, how: str) -> None:
    for name, number in (("links", seen.links), ("images", seen.images)):
        books = work.report.files[name]
        setattr(books, how, getattr(books, how) + number)
        books.read += number
    for name, what, why in seen.left:
        work.report.files[name].read += 1
        work.report.leave(name, why, [f"{key}: {what}"])


def _settle(work: Work) -> None:
    db.session.flush()
    work.ledger.flush()
    db.session.expunge_all()
