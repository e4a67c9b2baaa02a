"""The address of a search: what was asked, and the same with something else chosen."""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from portal.search.queries import Asked
from portal.web import jinja

_PLAIN = "!$'()*,/:;?@"  # as Werkzeug writes addresses; a page asks for dozens, so they are put together here


def address(asked: Asked, **changes: Any) -> str:
    """The address of a search with something else chosen; any change of choice leads to its first page."""
    parts: Mapping[str, str] = _parts(asked)
    if changes:
        parts = {**parts, **{name: _part(name, value) for name, value in changes.items()}}
    written = "&".join([part for part in parts.values() if part])
    return str(jinja.address("search.results")) + ("?" + written if written else "")


@lru_cache(maxsize=64)
def _parts(asked: Asked) -> dict[str, str]:
    """What each field of a search adds to its address: a page asks for two dozen that differ in one of them."""
    fields = {
        "q": asked.text,
        "kind": asked.kind,
        "topic": asked.topics,
        "lang": asked.languages,
        "state": asked.states,
        "accepted": asked.accepted,
        "age": asked.age,
        "sort": asked.sort if asked.sort != "relevance" else "",
        "explain": "1" if asked.explain else "",
        "exact": "1" if asked.exact else "",
    }
    return {name: _part(name, value) for name, value in fields.items()}


def _part(name: str, value: Any) -> str:
    if isinstance(value, list | tuple):
        return "&".join([_pair(name, each) for each in value])
    return _pair(name, value) if value else ""


@lru_cache(maxsize=4096)
def _pair(name: str, value: str | int) -> str:
    return urlencode({name: value}, safe=_PLAIN)
