"""The folder of an index: which of its subfolders counts, who may write, and the swap.

    current                 one line of JSON: {"engine", "folder", "generation", "form"}; replaced, never rewritten
    index-<time>-<random>/  the engine's own files
    WRITING                 lock file; the system frees it when its holder dies

A reader asks `current` at each search (one small file) and opens a new generation when it changed.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, NamedTuple

from search_index import ranking
from search_index.engine import EngineBusy, EngineUnavailable

if os.name == "nt":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)  # type: ignore[attr-defined]
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


_POINTER = "current"
_LOCK_FILE = "WRITING"
_LOCK_PATIENCE = 2.0  # seconds a writer waits for another one before it says busy


class Pointer(NamedTuple):
    """Which engine wrote, which subfolder counts, how often it was written, and by which analysis and weights."""

    engine: str
    folder: str
    generation: int
    form: str


class IndexFolder:
    """Paths, pointer and lock below one root. Creates nothing until something is written."""

    def __init__(self, root: Path, engine: str) -> None:
        self.root = root
        self._pointer = str(root / _POINTER)
        self.engine = engine

    def raw_pointer(self) -> bytes:
        """The pointer as it stands in its file; changes with every commit. Raises `EngineUnavailable`."""
        try:
            with open(self._pointer, "rb", buffering=0) as file:  # asked at each search
                return file.read()
        except OSError as error:
            raise EngineUnavailable(f"there is no search index in {self.root}; rebuild it") from error

    def pointer(self, raw: bytes) -> Pointer:
        """`raw` understood. Raises `EngineUnavailable` when it is damaged, another engine's, or points elsewhere."""
        try:
            read = json.loads(raw)
            engine = str(read.get("engine", "whoosh"))  # pointers were written without it once
            pointer = Pointer(engine, str(read["folder"]), int(read["generation"]), str(read["form"]))
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise EngineUnavailable(f"{self.root / _POINTER} is damaged; rebuild the index") from error
        if not pointer.folder.startswith("index-") or Path(pointer.folder).name != pointer.folder:
            raise EngineUnavailable(f"{self.root / _POINTER} is damaged; rebuild the index")
        if pointer.engine != self.engine:
            raise EngineUnavailable(f"the search index was made by {pointer.engine}, not {self.engine}; rebuild it")
        return pointer

    def point(self, folder: str, generation: int, form: str = "") -> None:
        """Make `folder` the one that counts, at once and for every process. Its `form` is that of its rebuild (that of today
        when none is told): what is written later does not change what is there."""
        written = json.dumps(Pointer(self.engine, folder, generation, form or ranking.FORM)._asdict())
        fresh = self.root / f"{_POINTER}.{secrets.token_hex(4)}"
        with fresh.open("w", encoding="utf-8") as file:
            file.write(written)
            file.flush()
            os.fsync(file.fileno())
        os.replace(fresh, self.root / _POINTER)

    def fresh(self) -> str:
        """A new, empty subfolder; its name sorts by time."""
        name = f"index-{time.time_ns():020d}-{secrets.token_hex(3)}"
        (self.root / name).mkdir(parents=True)
        return name

    def discard(self, name: str) -> None:
        shutil.rmtree(self.root / name, ignore_errors=True)

    def sweep(self, keep: set[str]) -> None:
        """Remove the subfolders of earlier rebuilds, and of rebuilds that died."""
        for path in self.root.glob("index-*"):
            if path.name not in keep:
                self.discard(path.name)
        for path in self.root.glob(f"{_POINTER}.*"):
            path.unlink(missing_ok=True)

    @contextmanager
    def writing(self) -> Iterator[None]:
        """Be the only writer. Raises `EngineBusy` when another one is still at it after a while."""
        try:
            self.root.mkdir(parents=True, exist_ok=True)
            file = (self.root / _LOCK_FILE).open("ab")
        except OSError as error:
            raise EngineUnavailable(f"the search index cannot be written: {error}") from error
        with file:  # closing it lets go, and so does the end of the process
            _acquire(file)
            yield


def _acquire(file: BinaryIO) -> None:
    deadline = time.monotonic() + _LOCK_PATIENCE
    while True:
        try:
            return _lock(file)
        except OSError:
            if time.monotonic() > deadline:
                raise EngineBusy("another process is writing the search index") from None
            time.sleep(0.05)
