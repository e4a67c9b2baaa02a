"""Pages -> cases: new ones, changed ones, translations. In the running transaction, page by page."""

from collections.abc import Callable
from dataclasses import dataclass, field, replace
from datetime import datetime

from portal.cases import content as contents
from portal.cases.content import Content
from portal.cases.life import State
from portal.cases.models import Case
from portal.core.db import db
from portal.importers import cases
from portal.importers.cases import Told
from portal.importers.ledger import Known, Ledger, digest
from portal.importers.markdown import links
from portal.importers.markdown.addresses import old_paths
from portal.importers.markdown.links import TOKEN
from portal.importers.markdown.reading import Page, Reader
from portal.importers.markdown.survey import Entry, content_of, where
from portal.importers.markdown.topics import Topics
from portal.importers.report import Report

PAGES = "pages"
NEW, SAME, CHANGED = "taken", "unchanged", "changed"
BATCH = 50


@dataclass
class Work:
    """One import under way. ``numbers``: path -> id of the case; ``slugs``: path -> its address."""

    reader: Reader
    report: Report
    topics: Topics
    site: str
    topic: str
    state: str
    home: str
    note: Callable[[int], object]
    ledgers: dict[str, Ledger] = field(default_factory=dict)
    known: dict[str, Known] = field(default_factory=dict)
    numbers: dict[str, int] = field(default_factory=dict)
    slugs: dict[str, str] = field(default_factory=dict)
    paths: dict[int, str] = field(default_factory=dict)  # id of the case -> path
    new: set[str] = field(default_factory=set)
    translations: set[str] = field(default_factory=set)
    written: int = 0

    def ledger(self, site: str) -> Ledger:
        return self.ledgers.setdefault(site, Ledger(site))


def recognise(work: Work, entries: list[Entry]) -> None:
    """Which of the pages are here already, by what is remembered of each."""
    by_site: dict[str, list[Entry]] = {}
    for entry in entries:
        by_site.setdefault(entry.site, []).append(entry)
    for site, some in by_site.items():
        found = work.ledger(site).known(PAGES, [row_id(entry.row) for entry in some])
        for entry in some:
            known = found.get(row_id(entry.row)) or _own(work, entry)
            if known is not None:
                work.known[entry.path] = known
                work.numbers[entry.path] = int(known.wrote.split(":")[0])
    here = cases.by_ids(list(work.numbers.values()))
    work.slugs |= {path: here[number].slug for path, number in work.numbers.items() if number in here}
    work.paths |= {number: path for path, number in work.numbers.items()}


def row_id(row: str) -> str:
    """The name of a page in the memory, which holds no more than 120 characters."""
    return row if len(row) <= 120 else f"{row[:70]}~{digest(row)}"


def _own(work: Work, entry: Entry) -> Known | None:
    """A case that was written here and exported from here."""
    number = entry.row.removeprefix("cases/")
    if entry.site != work.home or number == entry.row or not number.isdigit() or len(number) > 9:
        return None
    case = db.session.get(Case, int(number))
    if case is None or case.created_at != entry.fields.date("created"):
        return None
    return Known("", f"{case.id}:{case.latest_revision}")


def reserve(work: Work, group: list[Entry]) -> None:
    """Rows for those of a group that are new. What is an original here stays one."""
    standing = cases.by_ids([work.numbers[entry.path] for entry in group if entry.path in work.numbers])
    first = next(iter(standing.values()), None)
    original = None if first is None else db.session.get(Case, first.original_id or first.id)
    for entry in group:
        if entry.path in work.numbers:
            if original is not None and work.numbers[entry.path] != original.id:
                work.translations.add(entry.path)
            continue
        if original is not None and cases.has_language(original, entry.language):
            entry.why = cases.TAKEN_HERE
            continue
        case = cases.reserve(entry.title, entry.language, original)
        if original is not None:
            work.translations.add(entry.path)
        original = original or case
        work.numbers[entry.path], work.slugs[entry.path] = case.id, case.slug
        work.paths[case.id] = entry.path
        work.new.add(entry.path)


def write(work: Work, entry: Entry, found: dict[str, Entry]) -> str:
    """Bring one page; returns taken, changed, unchanged, or why it was left."""
    known = work.known.get(entry.path)
    if known is not None and known.digest == entry.mark:
        return SAME
    page = work.reader.page(entry.path)
    case = db.session.get(Case, work.numbers[entry.path])
    original = db.session.get(Case, case.original_id) if case is not None and case.original_id else None
    content = _content(work, page, entry, original, found)
    told = _told(work, page, entry)
    if entry.path in work.new and case is not None:
        cases.fill(case, content, told, original)
        how = NEW
    elif case is not None and known is not None and _says(case) == _comparable(content):
        return SAME
    else:
        why = cases.refusal(case, int(known.wrote.split(":")[1]) if known else 0)
        if why or case is None:
            return why
        cases.revise(case, content, told, original)
        how = CHANGED
    work.slugs[entry.path] = case.slug
    work.ledger(entry.site).keep(PAGES, row_id(entry.row), entry.mark, f"{case.id}:{case.latest_revision}")
    work.written += 1
    if work.written % BATCH == 0:
        settle(work)
    return how


def settle(work: Work) -> None:
    """Everything into the transaction, nothing kept in memory."""
    db.session.flush()
    for ledger in work.ledgers.values():
        ledger.flush()
    db.session.expunge_all()


def _says(case: Case) -> Content:
    return _comparable(contents.of(case))


def _comparable(content: Content) -> Content:
    return replace(content, topics=tuple(sorted(content.topics)))


def _content(work: Work, page: Page, entry: Entry, original: Case | None, found: dict[str, Entry]) -> Content:
    def one(target: str) -> str | None:
        if not target.startswith(TOKEN):
            return target
        there, heading, _ = where(target, found)
        if there is None or there.path not in work.numbers:
            return None
        asked = target.partition("#")[2]
        part = heading or (asked if page.fields.exact else "")
        if there is entry and asked:
            return f"#{part}" if part else None
        return f"/cases/{work.numbers[there.path]}/{work.slugs[there.path]}" + (f"#{part}" if part else "")

    page.parts = page.parts.each(lambda _name, text: links.changed(text, one))
    return content_of(page, _topics(work, page, entry, original, found))


def _topics(work: Work, page: Page, entry: Entry, original: Case | None, found: dict[str, Entry]) -> tuple[str, ...]:
    names = page.fields.topics
    if page.fields.exact:
        return tuple(work.topics.slug(name, entry.language) for name in names)
    if original is not None:
        theirs = found.get(work.paths.get(original.id, ""))
        if theirs is not None and len(theirs.fields.topics) == len(names):
            slugs = tuple(work.topics.slug(name, theirs.language) for name in theirs.fields.topics)
            work.topics.also_called(slugs, names, entry.language)
        return tuple(original.topic_slugs)
    above = entry.key.partition("/")[0] if "/" in entry.key else work.site
    return work.topics.of(names, entry.language, first=work.topic, otherwise=above)


def _told(work: Work, page: Page, entry: Entry) -> Told:
    said = page.fields
    state = said.state or work.state
    if work.state == State.DRAFT.value and not said.exact:
        state = work.state
    dates: dict[str, datetime | None] = {
        name: said.date(name) for name in ("created", "updated", "published", "checked")
    }
    return Told(
        site=entry.site, page=entry.row, state=state, exact=said.exact, behind=said.behind, reason=said.reason, url=said.url,
        licence=said.licence, credits=said.credits, front=page.front, paths=old_paths(entry, said), **dates,
    )  # fmt: skip
