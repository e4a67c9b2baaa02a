"""What somebody sent that could not be taken: shown on the page that says so, to be sent again or copied.

A browser that goes back often shows an empty form, so a long answer would be lost with the first fault of ours.
"""

from typing import NamedTuple

from flask import request
from flask_babel import lazy_gettext as _l

from portal.web import current

AGAIN = frozenset({429, 500, 503})  # nothing is wrong with what was sent: the same may be sent once more
COPY = frozenset({400, 409})  # it has to be looked at first: a token that ran out, a text that somebody else changed
MOST = 100_000  # characters of names and values
MOST_FIELDS = 60
UNSEEN = frozenset({"csrf_token", "key", "next"})  # of every form, and nobody typed them
# What people type, by the name of its field: a form that was never made cannot say how its fields are called.
LABELS = {
    "about": _l("About"),
    "body": _l("Text"),
    "cases": _l("Cases, in order"),
    "cause": _l("Cause"),
    "description_en": _l("Description in English"),
    "description_ru": _l("Description in Russian"),
    "description_uk": _l("Description in Ukrainian"),
    "email": _l("Email address"),
    "figures": _l("Figures"),
    "instead": _l("Searched as well (one way only)"),
    "name": _l("Name"),
    "name_en": _l("Name in English"),
    "name_ru": _l("Name in Russian"),
    "name_uk": _l("Name in Ukrainian"),
    "newer": _l("Version that took its place"),
    "own_answer": _l("Your own answer"),
    "phrases": _l("The words"),
    "phrasings": _l("How customers put it"),
    "platform": _l("Platform"),
    "product": _l("Product"),
    "product_version": _l("Product version"),
    "q": _l("Search"),
    "reason": _l("Reason"),
    "result": _l("Result"),
    "sample": _l("Try it on"),
    "slug": _l("Address"),
    "steps": _l("Steps"),
    "summary": _l("What you changed"),
    "symptoms": _l("Symptoms"),
    "target": _l("Which question was asked before?"),
    "text": _l("Text"),
    "title": _l("Title"),
    "topics": _l("Topics"),
    "version": _l("Version"),
    "words": _l("Words of the query"),
}


class Typed(NamedTuple):
    """One field with words in it."""

    label: object
    value: str


class Unsent(NamedTuple):
    """``typed`` is what can be copied, in the order of the form, ``fields`` all that was sent; ``again`` says that it may be
    sent again."""

    action: str
    fields: list[tuple[str, str]]
    typed: list[Typed]
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
    typed = [Typed(LABELS.get(name, LABELS["text"]), value) for name, value in fields if _typed(name, value)]
    again = status in AGAIN and bool(fields)
    if not (typed or again):
        return None
    return Unsent(request.full_path.rstrip("?"), fields, typed, again)


def _foreign() -> bool:
    """As the browser says, which a page cannot change; one that says nothing is an old one, or no browser at all."""
    site, origin = request.headers.get("Sec-Fetch-Site"), request.headers.get("Origin")
    if site in {"same-origin", "cross-site"}:
        return site == "cross-site"
    return origin is not None and origin not in {request.host_url.rstrip("/"), current.link("")}


def _typed(name: str, value: str) -> bool:
    """Words, not a key or a choice. In a field we do not know these are told by what stands between them."""
    words = value.strip()
    return bool(words) and name not in UNSEEN and (name in LABELS or " " in words or "\n" in words)
