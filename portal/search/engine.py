"""The search engine of this process. ``wiring.py`` opens it; the library ``search_index`` says what it promises."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from portal.search.dictionaries import Dictionaries
from portal.search.patience import Patience
from search_index.engine import EngineUnavailable, SearchEngine, open_engine

Answer = TypeVar("Answer")
_opened: list[SearchEngine] = []
_patience: list[Patience] = []  # none for an engine that lives in memory and has nothing to wait for
_dictionaries = Dictionaries()


def wire(url: str, folder: Path) -> None:
    """Open the engine that the settings name. Touches no file: a missing index shows at the first search."""
    _opened[:] = [open_engine(url, folder)]
    _patience[:] = [] if url == "memory:" else [Patience(ready=lambda: _dictionaries.read.is_set())]


def get_ready() -> None:
    """Begin to read the dictionaries, once a process."""
    _dictionaries.get_ready()


def _begin_anew() -> None:
    """In a process that was forked off: threads do not come along, neither those that ask nor the one that reads."""
    if not _dictionaries.read.is_set():
        _dictionaries.begin_anew()
    for each in _patience:
        each.begin_anew()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_begin_anew)


def current() -> SearchEngine:
    return _opened[0]


def in_time(ask: Callable[[], Answer]) -> Answer:
    """What the engine answers, within what a page may wait. Raises ``EngineUnavailable`` when it does not."""
    if not _patience:
        return ask()
    if not _dictionaries.read.is_set():
        get_ready()
    return _patience[0].ask(ask)


def check() -> str:
    """For ``/readyz`` and staff: what is wrong with the index or a dictionary, '' when nothing is."""
    try:
        state = in_time(current().health)
    except EngineUnavailable as error:
        return str(error)
    if not state.ok:
        return state.detail or "away"
    return _dictionaries.fault or ("made by an older release; being rebuilt" if state.outdated else "")
