"""The first look at a folder: every page is read once, faults are gathered, what must be known of all is kept. Texts
are not: they are read again, page by page, when they are written."""

from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from portal.cases import content as contents
from portal.cases.content import Content
from portal.core import richtext
from portal.core.errors import Invalid
from portal.core.language import CODES
from portal.importers.ledger import digest
from portal.importers.markdown import links
from portal.importers.markdown.fields import Fields
from portal.importers.markdown.folder import Folder, FolderError
from portal.importers.markdown.links import TOKEN, Seen
from portal.importers.markdown.reading import Heading, Page, Reader

TOPICS = "topics.yaml"
NO_HEADING = "leads to a heading that is not there: to the page instead, or nowhere in the same page"


@dataclass
class Entry:
    """What is kept of a page. ``row`` names it in the memory of its site."""

    path: str
    language: str
    key: str
    title: str
    fields: Fields
    mark: str
    why: str
    headings: list[Heading]
    seen: Seen
    targets: list[str] = field(default_factory=list)
    site: str = ""
    row: str = ""
    ids: dict[str, str] = field(default_factory=dict)

    def heading(self, name: str) -> str:
        """The id of the heading that is called so, '' when there is none."""
        wanted = unquote(name).casefold()
        if not self.ids:
            for each in reversed(self.headings):
                found = richtext.heading_id(each.words, each.part)
                words = found.removeprefix(f"h-{each.part}-")
                self.ids |= {known.casefold(): found for known in (words, *each.names)}
            self.ids = self.ids or {"": ""}
        return self.ids.get(wanted, "")


def look_over(reader: Reader, site: str, options: tuple[str, ...], note: Callable[[int], object]) -> dict[str, Entry]:
    """Path -> entry, of every page. Raises ``FolderError`` with every fault there is."""
    found: dict[str, Entry] = {}
    faults: list[tuple[str, int, str]] = []
    for path in reader.folder.pages:
        try:
            page = reader.page(path)
            found[path] = _entry(page, site, options)
        except FolderError as error:
            faults += error.faults
        note(1)
    if faults:
        raise FolderError(faults)
    _one_language_each(found)
    return found


def _entry(page: Page, site: str, options: tuple[str, ...]) -> Entry:
    said, place = page.fields, page.place
    parts = page.parts
    mark = digest(page.title, page.language, [*parts.named()], vars_of(said), page.front, options)
    entry = Entry(place.path, page.language, place.key, page.title, said, mark, page.why, page.headings, page.seen)
    entry.site, entry.row = (said.site, said.page) if said.site and said.page else (site, place.path)
    entry.why = entry.why or unfit(page)
    parts.each(lambda _name, text: links.changed(text, lambda target: _noted(entry, target)))
    return entry


def vars_of(said: Fields) -> list[object]:
    return [getattr(said, name) for name in said.__slots__]


def _noted(entry: Entry, target: str) -> str:
    if target.startswith(TOKEN):
        entry.targets.append(target)
    return target


def unfit(page: Page) -> str:
    """Why the content is none that a case may have, in words; '' when it is one."""
    said = page.fields
    content = content_of(page, ("topic",) if not said.exact else said.topics)
    try:
        contents.check(content)
        if said.state not in ("draft", "in_review", "archived"):
            contents.check_ready(content)
    except Invalid as error:
        return f"{error.field}: {error}"
    return ""


def content_of(page: Page, topics: tuple[str, ...]) -> Content:
    """The content with links still as tokens."""
    said, parts = page.fields, page.parts
    return contents.tidy(
        Content(
            kind=said.kind, language=page.language, title=page.title, phrasings=said.phrasings, symptoms=parts.symptoms,
            cause=parts.cause, steps=parts.steps, result=parts.result, figures=said.figures, applies_to=said.applies_to,
            topics=topics, visibility=said.visibility,
        )
    )  # fmt: skip


def _one_language_each(found: dict[str, Entry]) -> None:
    """Two files for the same page in the same language: the first is taken."""
    seen: dict[tuple[str, str], str] = {}
    for path, entry in found.items():
        first = seen.setdefault((entry.key, entry.language), path)
        if first != path and not entry.why:
            entry.why = f"{first} is the same page in the same language"


def in_order(found: dict[str, Entry]) -> list[list[Entry]]:
    """Pages that say the same in several languages together; the first of each is the one the others are made from."""
    groups: dict[str, list[Entry]] = {}
    for entry in found.values():
        if not entry.why:
            groups.setdefault(entry.key, []).append(entry)
    return [sorted(group, key=lambda entry: CODES.index(entry.language)) for group in groups.values()]


def where(target: str, found: dict[str, Entry]) -> tuple[Entry | None, str, str]:
    """(the page a token means, the id of the heading there, why it cannot be followed)."""
    path, _, part = target.removeprefix(TOKEN).partition("#")
    entry = found.get(unquote(path))
    if entry is None or entry.why:
        return None, "", "leads to a page that is not taken"
    heading = entry.heading(part) if part else ""
    return entry, heading, NO_HEADING if part and not heading else ""


def folder_left(folder: Folder) -> list[tuple[str, str]]:
    """(file, why it is not taken) of everything that is no page."""
    return [
        *((path, "a piece that pages include is no page") for path in folder.pieces),
        *(
            (path, "only pages (.md) are taken: no order of pages, no settings, no pictures")
            for path in folder.others
            if path != TOPICS
        ),
        *((path, "symbolic links and devices are not followed") for path in folder.strange),
    ]
