"""What somebody sent that could not be taken: shown on the page that says so, to be sent again or copied.

A browser that goes back often shows an empty form, so a long answer would be lost with the first fault of ours.
"""

from typing import NamedTuple

from flask import request

from portal.web import current

AGAIN = frozenset({429, 500, 503})  # nothing is wrong with what was sent: the same may be sent once more
COPY = frozenset({400, 409})  # it has to be looked at first: a token that ran out, a text that somebody else changed
MOST = 100_000  # characters of names and values
MOST_FIELDS = 60


class Unsent(NamedTuple):
    """``text`` is the longest of what was typed, ``fields`` all of the form; ``again`` says that it may be sent again."""

    action: str
    fields: list[tuple[str, str]]
    text: str
    again: bool


def kept(status: int) -> Unsent | None:
    """The form of this request. None where there was none, or what it holds should not stand on a page.

    Nor where another site sent it: its words would stand on a page of ours, one click away from being somebody's own.
    The form's own token goes with it, never a new one.
    """
    if status not in AGAIN | COPY or request.method != "POST" or _foreign():
        return None
    try:
        fields = list(request.form.items(multi=True))
    except Exception:  # a body that cannot be read is why this page is shown
        return None
    if len(fields) > MOST_FIELDS or sum(len(name) + len(value) for name, value in fields) > MOST:
        return None
    if request.files or any("password" in name or name == "code" for name, _ in fields):
        return None
    text = max((value for _, value in fields if _typed(value)), key=len, default="")
    again = status in AGAIN and bool(fields)
    if not (text or again):
        return None
    return Unsent(request.full_path.rstrip("?"), fields, text, again)


def _foreign() -> bool:
    """As the browser says, which a page cannot change; one that says nothing is an old one, or no browser at all."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site in {"same-origin", "cross-site"}:
        return site == "cross-site"
    return origin is not None and origin not in {request.host_url.rstrip("/"), current.link("")}


def _typed(value: str) -> bool:
    """Words, not a key or a choice."""
    return " " in value.strip() or "\n" in value.strip()
