"""A file -> a page made ready: title, fields, parts, and what became of its links. Writes nothing."""

import re
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from portal.cases import content as contents
from portal.core import richtext
from portal.importers.markdown import code, dialect, fields, front, including, links, parts
from portal.importers.markdown.fields import Fields
from portal.importers.markdown.folder import INDEXES, Folder, FolderError, Place
from portal.importers.markdown.links import Seen
from portal.importers.markdown.parts import Parts
from search_index.analysis import detect_language

_ID = re.compile(r"[ \t]*\{#([\w.:-]+)\}")
_MARKS = re.compile(r"[ \t]+#+$")
_SIGNS = 3_000  # more than all that is taken off a body: numbers of items, comments that name parts
_LONG = f"it is longer than {contents.WHOLE_CHARS} characters, which is as long as a case may be"


@dataclass(frozen=True, slots=True)
class Heading:
    """Words of a heading as they are written, the part they stand in, and the names it had where it came from."""

    part: str
    words: str
    names: tuple[str, ...]


@dataclass
class Page:
    """``parts`` hold links as tokens. ``why`` says why the page cannot be taken, '' when it can."""

    place: Place
    language: str
    title: str = ""
    fields: Fields = field(default_factory=Fields)
    front: dict[str, Any] = field(default_factory=dict)
    parts: Parts = field(default_factory=Parts)
    headings: list[Heading] = field(default_factory=list)
    seen: Seen = field(default_factory=Seen)
    why: str = ""


class Reader:
    """Reads pages of one folder. ``language`` is that of pages whose place and words do not say."""

    def __init__(self, folder: Folder, language: str = "") -> None:
        self.folder, self.language = folder, language
        self.context = lru_cache(maxsize=2000)(self._context)

    def page(self, path: str) -> Page:
        """Raises ``FolderError`` with file and line."""
        place = self.folder.pages[path]
        text = self.folder.read(path)
        try:
            told, body, _ = front.parted(text)
            said = fields.of(told, text)
        except front.FrontError as error:
            raise FolderError([(path, error.line, error.why)]) from None
        page = Page(place, place.language or self.language or detect_language(body or text), fields=said)
        page.front = {name: value for name, value in told.items() if name not in ("title", "case")}
        given = told.get("title")
        given = "" if given is None or isinstance(given, (dict, list)) else str(given)
        if said.exact:
            body = links.tokens(body, path, self.folder, page.seen, keep=True)
            page.title, page.parts = given, _parts(page, body)
        else:
            self._foreign(page, body, given)
        page.headings = page.headings or _headings(page.parts, [])
        page.why = page.why or _why(page)
        return page

    def _foreign(self, page: Page, body: str, given: str) -> None:
        path = page.place.path
        body = including.expanded(body, path, self.folder, page.seen)
        body = links.without_pictures(links.tokens(body, path, self.folder, page.seen), page.seen)
        body, heading = _first_heading(dialect.plain(body, page.language).strip("\n"))
        for tag in _other_tags(body):
            page.seen.left.append(("tags", tag, "needs the builder it was written for; it stays as it is"))
        if heading and given and _bare(heading) != _bare(given):
            body = f"# {heading}\n\n{body}"
        page.title = self._title(_bare(given or heading or _any_heading(body) or _spoken(path)), page)
        body, names = _without_ids(body)
        if len(page.title) > contents.TITLE[1]:
            body = f"**{page.title}**\n\n{body}"
            page.title = page.title[: contents.TITLE[1] - 1].rstrip() + "…"
        page.parts = _parts(page, body)
        page.headings = _headings(page.parts, names)

    def _title(self, title: str, page: Page) -> str:
        """A title too short for a case says where it belongs: “Tabs (Interactive elements)”."""
        if len(title) >= contents.TITLE[0]:
            return title
        around = self.context(page.place.path)
        site = self.folder.root.name
        for more in (around, site, re.sub(r"\.md$", "", page.place.key), f"{site}/{page.place.key}"):
            if more and more.casefold() != title.casefold() and len(f"{title} ({more})") >= contents.TITLE[0]:
                return f"{title} ({more})"
        return title

    def _context(self, path: str) -> str:
        """What the page above calls itself, else the words of the folder."""
        above, _, name = path.rpartition("/")
        if name.lower() in INDEXES:
            above, _, name = above.rpartition("/")
        index = next((f"{above}/{each}" for each in INDEXES if self.folder.is_page(f"{above}/{each}")), "")
        if index and index != path:
            told, body = self._parted(index)
            found = told.get("title") or _first_heading(body.strip("\n"))[1]
            if isinstance(found, str) and found:
                return _bare(found)
        return _spoken(above) if "/" in above or not self.folder.pages[path].language else ""

    def _parted(self, path: str) -> tuple[dict[str, Any], str]:
        try:
            told, body, _ = front.parted(self.folder.read(path))
        except (front.FrontError, FolderError):
            return {}, ""  # told when its own turn comes
        return told, body


def _parts(page: Page, body: str) -> Parts:
    """Its parts; of a body that is too long however it is parted none, since parting has its price."""
    if len("".join(body.split())) > contents.WHOLE_CHARS + _SIGNS:
        page.why = _LONG
        return Parts()
    return parts.split(body)


def _why(page: Page) -> str:
    if not any(text for _, text in page.parts.named()):
        return "there is nothing in it"
    if len(page.title) < contents.TITLE[0]:
        return f"its title has fewer than {contents.TITLE[0]} characters"
    if sum(len(text) for _, text in page.parts.named()) > contents.WHOLE_CHARS:
        return _LONG
    return ""


def _first_heading(body: str) -> tuple[str, str]:
    """(the text without its first line, the words of that line) when it is a heading of the first level."""
    line, _, rest = body.partition("\n")
    found = code.HEADING.match(line)
    if found and found[1] == "#":
        return rest.strip("\n"), found[2]
    return body, ""


def _any_heading(body: str) -> str:
    return next((words for _, words, _ in code.headings(body)), "")


def _bare(words: str) -> str:
    """A title in plain words."""
    return " ".join(richtext.plain(_MARKS.sub("", _ID.sub("", words))).split())


def _spoken(path: str) -> str:
    """``map/how-to-route.md`` -> "how to route"; of an index the words of its folder."""
    above, _, name = path.rpartition("/")
    name = above.rpartition("/")[2] if name.lower() in INDEXES and above else name
    return re.sub(r"[-_\s]+", " ", re.sub(r"(\.\w\w)?\.md$", "", name)).strip()


def _without_ids(body: str) -> tuple[str, list[tuple[str, ...]]]:
    """The text without ``{#name}``, and the names of each heading in turn: its own, and those of what stands below."""
    names: list[tuple[str, ...]] = []
    for line, inside in code.lines(body):
        if not inside and code.HEADING.match(line):
            names.append(())
        if not inside and names:
            names[-1] += tuple(_ID.findall(line))
    return code.outside(body, lambda prose: _ID.sub("", prose)), names


def _headings(made: Parts, names: list[tuple[str, ...]]) -> list[Heading]:
    found = [(part, words) for part, text in made.named() for _, words, _ in code.headings(text)]
    names = names if len(names) == len(found) else [()] * len(found)
    return [Heading(part, words, known) for (part, words), known in zip(found, names, strict=True)]


def _other_tags(body: str) -> list[str]:
    found: list[str] = []

    def look(prose: str) -> str:
        found.extend(tag[:120] for tag in dialect.OTHER_TAG.findall(prose))
        return prose

    code.outside(body, look)
    return found
