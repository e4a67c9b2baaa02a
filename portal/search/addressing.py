"""The address of a search: what was asked, and the same with something else chosen."""

from functools import lru_cache
from typing import Any
from urllib.parse import urlencode

from portal.search.queries import Asked
from portal.web import jinja

_PLAIN = "!$'()*,/:;?@"  # as Werkzeug writes addresses; a page asks for dozens, so they are put together here


def address(asked: Asked, **changes: Any) -> str:
    """The address of a search with something else chosen; any change of choice leads to its first page."""
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
    } | changes
    pairs = []
    for name, value in fields.items():
        if isinstance(value, list | tuple):
            pairs += [_pair(name, each) for each in value]
        elif value:
            pairs.append(_pair(name, value))
    return str(jinja.address("search.results")) + ("?" + "&".join(pairs) if pairs else "")


@lru_cache(maxsize=4096)
def _pair(name: str, value: str | int) -> str:
    return urlencode({name: value}, safe=_PLAIN)
