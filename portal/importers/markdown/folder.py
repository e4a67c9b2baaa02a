"""A folder of pages: which files it holds, and their text. Nothing outside of it is ever read."""

import os
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath

from portal.core.language import CODES

PAGE_BYTES = 262_144
MOST_FILES = 50_000
INDEXES = ("index.md", "_index.md", "readme.md")
_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_LANGUAGE_END = re.compile(rf"\.({'|'.join(CODES)})\.md$")
MANIFEST = ".portal-export"
_IGNORED = {".git", ".DS_Store", "Thumbs.db", MANIFEST}


class FolderError(Exception):
    """Nothing was imported; the text has a line for each fault, with file and line."""

    def __init__(self, faults: Iterable[tuple[str, int, str]]) -> None:
        self.faults = list(faults)
        named = [f"{file}:{line}: {why}" if line else f"{file}: {why}" for file, line, why in self.faults[:20]]
        more = len(self.faults) - len(named)
        super().__init__("\n".join([*named, f"… and {more} more"] if more else named))


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page lies: ``key`` is the same for all its translations; ``language`` '' when the place does not say."""

    path: str
    language: str
    key: str


@dataclass
class Folder:
    """What lies in a folder, found without reading any file."""

    root: Path
    pages: dict[str, Place] = field(default_factory=dict)
    pieces: list[str] = field(default_factory=list)
    others: list[str] = field(default_factory=list)
    strange: list[str] = field(default_factory=list)  # symbolic links, devices
    _known: set[str] = field(default_factory=set)

    def read(self, path: str) -> str:
        """The text of a file, with ``\\n`` for every end of line. Raises ``FolderError``."""
        file = self.root / path
        if file.stat().st_size > PAGE_BYTES:
            raise FolderError([(path, 0, f"the file is larger than {PAGE_BYTES // 1024} KiB")])
        raw = file.read_bytes()
        try:
            text = raw.decode("utf-8-sig")
        except UnicodeDecodeError as error:
            line = raw.count(b"\n", 0, error.start) + 1
            raise FolderError([(path, line, "this is not UTF-8")]) from None
        text = text.replace("\r\n", "\n").replace("\r", "\n")
        if found := _CONTROL.search(text):
            line = text.count("\n", 0, found.start()) + 1
            raise FolderError([(path, line, f"a control character (U+{ord(found[0]):04X})")])
        return text

    def is_page(self, path: str) -> bool:
        return path in self.pages

    def holds(self, path: str) -> bool:
        """Whether a plain file of the folder has this path; never asks about places outside."""
        if not self._known:
            self._known = self.pages.keys() | set(self.pieces) | set(self.others)
        return path in self._known


def scan(root: Path) -> Folder:
    """Raises ``FolderError`` when there is no such folder, or too much in it."""
    if not root.is_dir():
        raise FolderError([(str(root), 0, "there is no such folder")])
    found = Folder(root.resolve())
    for path, plain in sorted(_files(found.root)):
        if len(found.pages) + len(found.others) > MOST_FILES:
            raise FolderError([(str(root), 0, f"there are more than {MOST_FILES} files")])
        if not plain:
            found.strange.append(path)
        elif not path.lower().endswith(".md"):
            found.others.append(path)
        elif any(part.startswith("_") for part in path.split("/")[:-1]):
            found.pieces.append(path)
        else:
            found.pages[path] = place(path)
    return found


def _files(root: Path) -> Iterable[tuple[str, bool]]:
    for folder, folders, files in os.walk(root, followlinks=False):
        inside = PurePosixPath(Path(folder).relative_to(root).as_posix())
        folders[:] = [each for each in folders if each not in _IGNORED]
        linked = [each for each in folders if (Path(folder) / each).is_symlink()]
        for name in [*linked, *files]:
            file = Path(folder) / name
            if name in _IGNORED:
                continue
            try:
                name.encode()
            except UnicodeEncodeError:
                raise FolderError([(repr(os.fsencode(file)), 0, "the name of the file is not UTF-8")]) from None
            yield str(inside / name), file.is_file() and not file.is_symlink()


def place(path: str) -> Place:
    """``ru/map/route.md`` and ``map/route.ru.md`` -> language ru, key ``map/route.md``."""
    first, _, rest = path.partition("/")
    code = re.split(r"[-_]", first)[0].lower()
    if rest and code in CODES and re.fullmatch(r"[A-Za-z]{2}([-_][A-Za-z]{2,4})?", first):
        return Place(path, code, rest)
    if ending := _LANGUAGE_END.search(path):
        return Place(path, ending[1], path[: ending.start()] + ".md")
    return Place(path, "", path)
