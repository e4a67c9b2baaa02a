"""Atom feeds of lists and threads. A feed shows what a guest may see, whoever asks for it."""

import re
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask import Response, make_response, render_template, request
from flask_babel import get_locale
from flask_babel import gettext as _

from portal.core.errors import NotFound
from portal.core.permissions import GUEST
from portal.questions import presenting
from portal.questions.queries import addresses, lists, thread
from portal.questions.routes import blueprint
from portal.questions.routes.reading import listing_from_request
from portal.topics import queries as topics
from portal.web import etags
from portal.web.guards import public

_ILLEGAL = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def answer_with(title: str, path: str, entries: list[dict[str, Any]]) -> Response:
    """A feed document, or 304. ``path`` is the page that the feed belongs to."""
    entries = [{name: _legal(value) for name, value in entry.items()} for entry in entries]
    updated = max((entry["updated"] for entry in entries), default=EPOCH)
    etag = etags.mark("feed", request.full_path, [(entry["id"], entry["updated"]) for entry in entries])
    known = etags.unchanged(etag)
    if known is not None:
        return known
    body = render_template("questions/feed.xml", title=_legal(title), path=path, entries=entries, updated=updated)
    response = make_response(body)
    response.set_etag(etag)
    response.content_type = "application/atom+xml; charset=utf-8"
    return response


def _legal(value: Any) -> Any:
    """XML has no way to write control characters."""
    return _ILLEGAL.sub("", value) if isinstance(value, str) else value


def _questions(rows: Iterable[Any]) -> list[dict[str, Any]]:
    return [
        {
            "id": f"question:{row.id}",
            "title": row.title,
            "path": addresses.question(row.id, row.slug),
            "published": row.created_at,
            "updated": max(row.updated_at, row.active_at),
            "author": presenting.author(row)["name"],
            "summary": row.excerpt,
            "html": "",
            "lang": row.language,
            "topics": row.topic_slugs or (),
        }
        for row in rows
    ]


@blueprint.get("/questions/feed.atom")
@public
def feed() -> Response:
    """The newest (or ``sort=active`` …) questions."""
    listing = listing_from_request()
    return answer_with(_("Questions"), f"/questions?sort={listing.sort}", _questions(lists.page(GUEST, listing).rows))


@blueprint.get("/topics/<slug>/feed.atom")
@public
def topic_feed(slug: str) -> Response:
    """Questions of one topic."""
    topic = topics.by_slug(slug)
    if topic is None:
        raise NotFound
    rows = lists.page(GUEST, listing_from_request(topic.id)).rows
    return answer_with(topic.name(str(get_locale() or "en")), f"/topics/{topic.slug}", _questions(rows))


@blueprint.get("/questions/<id:question_id>/feed.atom")
@public
def thread_feed(question_id: int) -> Response:
    """A question and its newest answers, with their text."""
    row = thread.head(GUEST, question_id).row
    entries = [_post(row, row, f"question:{row.id}", row.title)]
    for answer in thread.newest_answers(GUEST, question_id):
        title = _("Answer by %(name)s", name=presenting.author(answer)["name"])
        entries.append(_post(row, answer, f"answer:{answer.id}", title))
    return answer_with(row.title, addresses.question(row.id, row.slug), entries)


def _post(question: Any, post: Any, name: str, title: str) -> dict[str, Any]:
    path = addresses.question(question.id, question.slug)
    if post is not question:
        path = addresses.answer(question.id, question.slug, post.id, question.answer_count)
    return {
        "id": name,
        "title": title,
        "path": path,
        "published": post.created_at,
        "updated": post.updated_at,
        "author": presenting.author(post)["name"],
        "summary": "",
        "html": presenting.shown(post),
        "lang": post.language,
        "topics": (),
    }
