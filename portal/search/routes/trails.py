"""How the id of a search travels: results carry it in their addresses, what they lead to counts and offers the way on.

Nothing is written here: the journal gathers. Without script and without a cookie.
"""

import re
from collections.abc import Mapping
from typing import Any

from flask import Response, current_app, g, render_template, request

from portal.core import clock, richtext
from portal.core.refs import Ref
from portal.search import trail as trails
from portal.search.addressing import address
from portal.search.journal import Visit, journal
from portal.search.queries import SIZE, Asked, Results
from portal.search.queries.meant import Meant
from portal.search.routes.blueprint import blueprint, reader_language
from portal.search.trail import FIELD, Trail
from portal.web import identity

# Programs that say they are programs, and what programs are written with. Whoever reads without script or in a text browser
# counts as a reader: Lynx says libwww-FM.
_BOT = re.compile(
    r"bot\b|crawl|spider|slurp|archiver|facebookexternalhit|preview|monitor|uptime|scrapy|wget|aiohttp|httpx|node-fetch"
    r"|python-(urllib|requests)|\b(curl|java|axios)/|go-http-client|okhttp|libwww(?!-fm)",
    re.IGNORECASE,
)
_AHEAD = ("Sec-Purpose", "Purpose", "X-Purpose", "X-Moz")  # a browser that loads what may be opened later
_THINGS = {"questions.thread": "question", "cases.show": "case", "ideas.show": "idea"}


def reader() -> str:
    """Who reads, for the memory of this process only."""
    who = identity.actor().id
    return f"person:{who}" if who is not None else f"{request.remote_addr}|{request.user_agent.string[:200]}"


def counts() -> bool:
    """Is this somebody of those whom the portal is for looking at a page, as far as one can tell? The team looks up what
    customers miss: their own searches would read as demand."""
    return not identity.actor().is_team and _looks()


def _looks() -> bool:
    """Is this somebody looking at a page, and neither a program nor a browser on its own account?"""
    if request.method != "GET" or _BOT.search(request.user_agent.string):
        return False
    return not any(re.search("prefetch|prerender|preview", request.headers.get(name, "")) for name in _AHEAD)


def shown(asked: Asked, found: Results, meant: Meant | None = None) -> Trail | None:
    """A page of results is about to be shown: the trail that its links carry. None when it does not count.

    When something else was searched than what was typed, what was typed is what is kept.
    """
    corrected = meant is not None and meant.applied
    typed = meant.original.text if meant is not None and corrected else asked.text
    g.search_page = True
    if not typed or not counts():
        return None
    return journal.shown(
        _app(),
        reader(),
        _begin,
        typed,
        asked.text,
        place=_place(asked, meant),
        language=reader_language(),
        kind=asked.kind,
        total=found.total,
        loosened=found.loosened,
        partial=found.partial,
        corrected=corrected,
        from_database=found.from_database,
    )


def back(asked: Asked, meant: Meant | None = None) -> Trail | None:
    """The trail of a search of the team: it leads back from what is opened, and nothing of it is counted or written."""
    typed = meant.original.text if meant is not None and meant.applied else asked.text
    if not typed or not identity.actor().is_team or not _looks():
        return None
    return journal.walked(reader(), _begin, typed, _place(asked, meant))


def _place(asked: Asked, meant: Meant | None) -> str:
    """The address of a page of results, which is what one goes back to."""
    shown = meant.original if meant is not None and meant.applied else asked
    return address(shown, page=shown.page if shown.page > 1 else None)


def passed_on() -> bool:
    """Was this address given to somebody, rather than followed from a page of ours? Two readers behind one router, with the
    same browser, look alike otherwise. Browsers that say nothing of it are believed."""
    return request.headers.get("Sec-Fetch-Site", "same-origin") != "same-origin"


def led(rows: list[dict[str, Any]], trail: Trail | None, page: int) -> list[dict[str, Any]]:
    """Rows of a page of results, whose addresses carry the trail and their position among all results, from 1."""
    if trail is not None:
        for place, row in enumerate(rows, (page - 1) * SIZE + 1):
            row["url"] = _follow(str(row["url"]), trail, place)
    return rows


def _follow(url: str, trail: Trail, position: int) -> str:
    path, mark, rest = url.partition("#")
    return f"{path}{'&' if '?' in path else '?'}{FIELD}={trail.word}.{position}{mark}{rest}"


def given(values: Mapping[str, Any] | None = None) -> Trail | None:
    """The trail that this request's address brought, or the form ``values``."""
    text = (request.args if values is None else values).get(FIELD, "")
    return read(text) if text else None


def read(text: str) -> Trail | None:
    return trails.read(text, clock.now())


def _begin() -> Trail:
    return trails.begin(clock.now())


def _app() -> Any:
    return current_app._get_current_object()  # type: ignore[attr-defined]


def _thing() -> Ref | None:
    kind = _THINGS.get(request.endpoint or "")
    number = (request.view_args or {}).get(f"{kind}_id")
    return Ref(kind, number) if kind and number else None


@blueprint.after_app_request
def _opened(response: Response) -> Response:
    """The page of a result was given to the reader, whole, from a cache of ours or as “unchanged”."""
    if g.get("search_page"):
        response.headers["Cache-Control"] = "private, no-cache"  # it carries the id of this reader's search
    if FIELD not in request.args:
        return response
    trail, ref = given(), _thing()
    if trail is not None and ref is not None and response.status_code in {200, 304}:
        response.headers["Cache-Control"] = "private, no-cache"
        if counts() and not passed_on():
            journal.opened(_app(), reader(), trail, ref)
    return response


def note() -> str:
    """On the page of a result: the way back, “this solved it”, and asking after all. Empty for everybody else."""
    if FIELD not in request.args:
        return ""
    trail, ref = given(), _thing()
    if trail is None or ref is None or passed_on() or journal.foreign(reader(), trail):
        return ""
    visit: Visit | None = journal.visit(reader(), trail)
    text = visit.text if visit else ""
    on = not identity.actor().is_team
    back = visit.place if visit else ""
    return richtext.stored(render_template("search/note.html", trail=trail.word, ref=ref, text=text, back=back, on=on))
