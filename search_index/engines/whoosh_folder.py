"""The folder of a Whoosh index: which of its subfolders counts, who may write, and the swap.

    current                 one line of JSON: {"folder", "generation", "form"}; replaced, never rewritten
    index-<time>-<random>/  Whoosh's own files
    WRITING                 lock file; the system frees it when its holder dies

A reader asks `current` at each search (one small file) and opens a new generation when it changed.
"""

from __future__ import annotations

import json
import os
import secrets
import shutil
import time
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from search_index import ranking
from search_index.engine import EngineBusy, EngineUnavailable

with warnings.catch_warnings():
    warnings.simplefilter("ignore")
    from whoosh.filedb.filestore import FileStorage

_POINTER = "current"
_LOCK_PATIENCE = 2.0  # seconds a writer waits for another one before it says busy


class Pointer(NamedTuple):
    """Which subfolder counts, how often it was written, and by which analysis and weights."""

    folder: str
    generation: int
    form: str


class IndexFolder:
    """Paths, pointer and lock below one root. Creates nothing until something is written."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def raw_pointer(self) -> bytes:
        """The pointer as it stands in its file; changes with every commit. Raises `EngineUnavailable`."""
        try:
            return (self.root / _POINTER).read_bytes()
        except OSError as error:
            raise EngineUnavailable(f"there is no search index in {self.root}; rebuild it") from error

    def pointer(self, raw: bytes) -> Pointer:
        """`raw` understood. Raises `EngineUnavailable` when it is damaged or points outside the folder."""
        try:
            read = json.loads(raw)
            pointer = Pointer(str(read["folder"]), int(read["generation"]), str(read["form"]))
        except (ValueError, KeyError, TypeError) as error:
            raise EngineUnavailable(f"{self.root / _POINTER} is damaged; rebuild the index") from error
        if not pointer.folder.startswith("index-") or Path(pointer.folder).name != pointer.folder:
            raise EngineUnavailable(f"{self.root / _POINTER} is damaged; rebuild the index")
        return pointer

    def point(self, folder: str, generation: int) -> None:
        """Make `folder` the one that counts, at once and for every process."""
        written = json.dumps({"folder": folder, "generation": generation, "form": ranking.FORM})
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
            lock: Any = FileStorage(str(self.root)).lock("WRITING")
            deadline = time.monotonic() + _LOCK_PATIENCE
            while not lock.acquire(blocking=False):
                if time.monotonic() > deadline:
                    raise EngineBusy("another process is writing the search index")
                time.sleep(0.05)
        except OSError as error:
            raise EngineUnavailable(f"the search index cannot be written: {error}") from error
        try:
            yield
        finally:
            lock.release()
