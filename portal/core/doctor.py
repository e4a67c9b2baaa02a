"""A port: what can be counted again is counted again. ``wiring.py`` names the checks; nothing here changes anything."""

from collections.abc import Callable, Iterable, Mapping

Check = Callable[[], Iterable[str]]
MOST = 200  # differences that one check tells of; the rest are only counted

_checks: dict[str, Check] = {}


def wire(checks: Mapping[str, Check]) -> None:
    """Name the checks; called once by ``wiring.py``. Each gives its differences, a line each."""
    _checks.clear()
    _checks.update(checks)


def run() -> dict[str, list[str]]:
    """Every check with what it found. A check that cannot be made is itself a finding."""
    return {name: _found(check) for name, check in _checks.items()}


def _found(check: Check) -> list[str]:
    try:
        lines = list(check())
    except Exception as error:
        return [f"could not be checked: {type(error).__name__}: {error}"[:500]]
    return lines if len(lines) <= MOST else [*lines[:MOST], f"… and {len(lines) - MOST} more"]
