"""What an import read, took, changed and left, and why. For each file read = taken + changed + unchanged + left."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

ROWS_NAMED = 10


@dataclass
class Left:
    """Rows of one file left for one reason; the first few by name."""

    count: int = 0
    rows: list[Any] = field(default_factory=list)


@dataclass
class FileReport:
    """The books of one file."""

    read: int = 0
    taken: int = 0
    changed: int = 0
    unchanged: int = 0
    left: int = 0

    @property
    def adds_up(self) -> bool:
        return self.read == self.taken + self.changed + self.unchanged + self.left


class Report:
    """Counts of one import. ``files`` are in rows of the source; ``taken``, ``changed`` and ``unchanged`` in things."""

    def __init__(self, site: str, things: Iterable[str]) -> None:
        self.site = site
        self.files: dict[str, FileReport] = {}
        self.counted: dict[str, Counter[str]] = {
            name: Counter(dict.fromkeys(things, 0)) for name in ("taken", "changed", "unchanged")
        }
        self.left: dict[tuple[str, str], Left] = defaultdict(Left)

    def read(self, file: str, count: int) -> None:
        self.files[file] = FileReport(read=count)

    def note(self, file: str, how: str, thing: str, rows: int = 1, things: int | None = None) -> None:
        """``rows`` rows of a file were ``how`` (taken, changed, unchanged): so many ``things`` (as many, if not said)."""
        books = self.files[file]
        setattr(books, how, getattr(books, how) + rows)
        self.counted[how][thing] += rows if things is None else things

    def count(self, how: str, thing: str, number: int = 1) -> None:
        """Things that come of no row of their own, or of rows that are in the books already."""
        self.counted[how][thing] += number

    def leave(self, file: str, why: str, rows: Iterable[Any], count: int | None = None) -> None:
        """These rows were left; ``count`` when more than are named."""
        named = list(rows)
        number = len(named) if count is None else count
        if not number:
            return
        entry = self.left[file, why]
        entry.count += number
        entry.rows += named[: max(0, ROWS_NAMED - len(entry.rows))]
        self.files[file].left += number

    @property
    def adds_up(self) -> bool:
        return all(books.adds_up for books in self.files.values())

    @property
    def touched(self) -> bool:
        """Whether anything was written."""
        return any(sum(self.counted[how].values()) for how in ("taken", "changed"))

    def as_dict(self) -> dict[str, Any]:
        """The object that ``--json`` prints."""
        return {
            "site": self.site,
            "read": {file.removesuffix(".xml").lower(): books.read for file, books in self.files.items()},
            **{how: dict(counts) for how, counts in self.counted.items()},
            "left": [
                {"file": file, "why": why, "count": entry.count, "rows": entry.rows}
                for (file, why), entry in sorted(self.left.items())
            ],
            "files": {file: dict(vars(books)) for file, books in self.files.items()},
        }
