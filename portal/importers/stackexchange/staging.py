"""The whole dump laid out in a temporary database on disk before anything is written to the portal.

So a mistake on the last line of the last file stops the import while nothing has happened yet, rows can be read in the
order in which they are needed, and memory stays small whatever the size. The file has no name and vanishes by itself.
"""

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

from portal.importers.stackexchange import parsing
from portal.importers.stackexchange.rows import POSTS, SHAPES, DumpError, Row, Shape

BATCH = 200
_TABLES = """
PRAGMA cache_size = -8000;
PRAGMA temp_store = FILE;
PRAGMA journal_mode = OFF;
CREATE TABLE row (file TEXT, id INTEGER, post INTEGER, kind INTEGER, line INTEGER, data TEXT);
CREATE TABLE text (file TEXT, id INTEGER, data TEXT, PRIMARY KEY (file, id)) WITHOUT ROWID;
"""
_INDEXES = "CREATE INDEX row_id ON row (file, id); CREATE INDEX row_post ON row (file, post, id);"


class Staging:
    """Rows of all files that are there, and the texts made of them."""

    def __init__(self) -> None:
        self._kept = sqlite3.connect("")
        self._kept.executescript(_TABLES)
        self.present: dict[str, int] = {}

    def close(self) -> None:
        self._kept.close()

    def load(self, folder: Path, note: Callable[[int], object] = lambda _: None) -> None:
        """Read every file that is there. Raises ``DumpError`` for the first thing that cannot be taken."""
        if not folder.is_dir():
            raise DumpError(str(folder), None, "is no folder")
        if not (folder / POSTS.name).is_file():
            raise DumpError(POSTS.name, None, f"is missing in {folder}; every other file may be")
        for shape in SHAPES:
            if (folder / shape.name).is_file():
                self.present[shape.name] = self._load_file(folder / shape.name, shape, note)
        self._kept.executescript(_INDEXES)
        self._refuse_twins()

    def _load_file(self, path: Path, shape: Shape, note: Callable[[int], object]) -> int:
        count = 0
        found = parsing.rows(path, shape, note)
        while some := list(islice(found, BATCH)):
            self._kept.executemany(
                "INSERT INTO row VALUES (?, ?, ?, ?, ?, ?)",
                [
                    (shape.name, row["Id"], row.get(shape.post), row.get(shape.kind), line, json.dumps(row))
                    for line, row in some
                ],
            )
            count += len(some)
        return count

    def _refuse_twins(self) -> None:
        twin = self._kept.execute(
            "SELECT file, id, max(line) FROM row GROUP BY file, id HAVING count(*) > 1 LIMIT 1"
        ).fetchone()
        if twin:
            raise DumpError(twin[0], twin[2], f"the Id {twin[1]} stands there twice")

    def has(self, shape: Shape) -> bool:
        return shape.name in self.present

    def batches(self, shape: Shape, *kinds: int, size: int = BATCH) -> Iterator[list[Row]]:
        """Rows by rising id, some at a time; ``kinds``: only these."""
        last, among = -(2**62), f" AND kind IN ({', '.join('?' * len(kinds))})" if kinds else ""
        query = f"SELECT id, data FROM row WHERE file = ? AND id > ?{among} ORDER BY id LIMIT ?"  # noqa: S608
        while found := self._kept.execute(query, (shape.name, last, *kinds, size)).fetchall():
            yield [json.loads(data) for _, data in found]
            last = found[-1][0]

    def row(self, shape: Shape, row_id: int | None) -> Row | None:
        found = self._kept.execute("SELECT data FROM row WHERE file = ? AND id = ?", (shape.name, row_id)).fetchone()
        return json.loads(found[0]) if found else None

    def of_post(self, shape: Shape, post_id: int) -> Iterator[Row]:
        """Rows that belong to a post, by rising id."""
        query = "SELECT data FROM row WHERE file = ? AND post = ? ORDER BY id"
        for (data,) in self._kept.execute(query, (shape.name, post_id)):
            yield json.loads(data)

    def kind_of(self, post_ids: Iterable[int]) -> dict[int, int]:
        """Post id -> its type, for those that are in the dump."""
        wanted = list(post_ids)
        query = f"SELECT id, kind FROM row WHERE file = ? AND id IN ({', '.join('?' * len(wanted))})"  # noqa: S608
        return dict(self._kept.execute(query, (POSTS.name, *wanted)).fetchall())

    def posts_of(self, shape: Shape, after: int, size: int = BATCH) -> list[int]:
        """Ids of posts that rows of a file belong to, rising, after this one."""
        query = "SELECT DISTINCT post FROM row WHERE file = ? AND post > ? ORDER BY post LIMIT ?"
        return [post for (post,) in self._kept.execute(query, (shape.name, after, size))]

    def counts(self, shape: Shape, post_ids: Iterable[int]) -> dict[int, dict[int, list[int]]]:
        """Post id -> kind -> [number of rows, id of the first]."""
        wanted, found = list(post_ids), {}  # type: ignore[var-annotated]
        query = "SELECT post, kind, count(*), min(id) FROM row WHERE file = ? AND post IN (%s) GROUP BY post, kind"
        marks = ", ".join("?" * len(wanted))
        for post, kind, number, first in self._kept.execute(query % marks, (shape.name, *wanted)):
            found.setdefault(post, {})[kind] = [number, first]
        return found

    def ids(self, shape: Shape, post: int, kind: int, limit: int = 10) -> list[int]:
        """The first rows of a kind that belong to a post."""
        query = "SELECT id FROM row WHERE file = ? AND post = ? AND kind = ? ORDER BY id LIMIT ?"
        return [each for (each,) in self._kept.execute(query, (shape.name, post, kind, limit))]

    def put_text(self, shape: Shape, row_id: int, made: dict[str, Any]) -> None:
        """Keep what was made of a row's text, until it is written."""
        self._kept.execute("REPLACE INTO text VALUES (?, ?, ?)", (shape.name, row_id, json.dumps(made)))

    def text(self, shape: Shape, row_id: int) -> dict[str, Any] | None:
        found = self._kept.execute("SELECT data FROM text WHERE file = ? AND id = ?", (shape.name, row_id)).fetchone()
        return json.loads(found[0]) if found else None
