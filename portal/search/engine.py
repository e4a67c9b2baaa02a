"""The search engine of this process. ``wiring.py`` opens it; the library ``search_index`` says what it promises."""

from pathlib import Path

from search_index.engine import SearchEngine, open_engine

_opened: list[SearchEngine] = []


def wire(url: str, folder: Path) -> None:
    """Open the engine that the settings name. Touches no file: a missing index shows at the first search."""
    _opened[:] = [open_engine(url, folder)]


def current() -> SearchEngine:
    return _opened[0]


def check() -> str:
    """For ``/readyz`` and staff: what is wrong with the index, '' when nothing is."""
    state = current().health()
    if not state.ok:
        return state.detail or "away"
    return "made by an older release; being rebuilt" if state.outdated else ""
