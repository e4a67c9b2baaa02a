"""The search engine of this process. ``wiring.py`` opens it; the library ``search_index`` says what it promises."""

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from portal.search.patience import Patience
from search_index import analysis
from search_index.engine import EngineUnavailable, SearchEngine, open_engine

Answer = TypeVar("Answer")
_opened: list[SearchEngine] = []
_patience: list[Patience] = []  # none for an engine that lives in memory and has nothing to wait for
_dictionaries = threading.Lock()  # held from the moment on at which somebody reads them
_read = threading.Event()


def wire(url: str, folder: Path) -> None:
    """Open the engine that the settings name. Touches no file: a missing index shows at the first search."""
    _opened[:] = [open_engine(url, folder)]
    _patience[:] = [] if url == "memory:" else [Patience(ready=_read.is_set)]


def get_ready() -> None:
    """Begin to read the dictionaries, once a process. The first word of each language would take as long as two late
    answers of an index that is lost, and be taken for one."""
    if _dictionaries.acquire(blocking=False):
        threading.Thread(target=_read_dictionaries, name="reading-dictionaries", daemon=True).start()


def _read_dictionaries() -> None:
    try:
        analysis.load()
    finally:
        _read.set()


def current() -> SearchEngine:
    return _opened[0]


def in_time(ask: Callable[[], Answer]) -> Answer:
    """What the engine answers, within what a page may wait. Raises ``EngineUnavailable`` when it does not."""
    if not _patience:
        return ask()
    if not _read.is_set():
        get_ready()
    return _patience[0].ask(ask)


def check() -> str:
    """For ``/readyz`` and staff: what is wrong with the index, '' when nothing is."""
    try:
        state = in_time(current().health)
    except EngineUnavailable as error:
        return str(error)
    if not state.ok:
        return state.detail or "away"
    return "made by an older release; being rebuilt" if state.outdated else ""
