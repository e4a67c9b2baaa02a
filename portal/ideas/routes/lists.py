"""The list of ideas, and its feed."""

from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from flask import Response, make_response, render_template, request, url_for

from portal.core import language as languages
from portal.ideas import queries
from portal.ideas.forms import STATE_WORDS
from portal.ideas.models import STATES
from portal.ideas.queries import IdeaFilter, IdeaRow, TopicChip
from portal.ideas.routes.blueprint import blueprint, reader_language
from portal.web import etags, identity
from portal.web.guards import public
from portal.web.redirects import local


def _one_of(name: str, allowed: tuple[str, ...], otherwise: str = "") -> str:
    value = request.args.get(name, "")
    return value if value in allowed else otherwise


def _chosen() -> IdeaFilter:
    return IdeaFilter(
        sort=_one_of("sort", queries.SORTS, "wanted"),
        state=_one_of("state", STATES),
        topic=request.args.get("topic", "")[:80],
        language=_one_of("language", languages.CODES),
    )


def _address(chosen: IdeaFilter, **changes: str) -> str:
    fields: dict[str, Any] = {
        "sort": chosen.sort,
        "state": chosen.state,
        "topic": chosen.topic,
        "language": chosen.language,
    } | changes
    if fields["sort"] == "wanted":
        del fields["sort"]
    return url_for("ideas.index", **{name: value for name, value in fields.items() if value})


def _card(row: IdeaRow, own: str, topics: dict[str, Any]) -> dict[str, Any]:
    signed_in = identity.actor().signed_in
    back = f"{local(request.full_path.rstrip('?')) or url_for('ideas.index')}#idea-{row.id}"
    return {
        "id": row.id,
        "url": row.url,
        "title": row.title,
        "excerpt": row.excerpt,
        "lang": row.language,
        "votes": row.votes,
        "own": 1 if own else 0,
        "vote_url": url_for("ideas.vote", idea_id=row.id, next=back),
        "sign_in_url": "" if signed_in else url_for("accounts.sign_in", next=row.url),
        "enabled": not row.locked,
        "state": row.state,
        "comments": row.comments,
        "topics": [topics[slug] for slug in row.topic_slugs if slug in topics],
        "author": row.author,
        "when": row.created_at,
    }


def _facets(chosen: IdeaFilter, topics: list[TopicChip]) -> dict[str, list[dict[str, Any]]]:
    """What the list can be narrowed to; the link of what is chosen takes it away."""

    def entries(field: str, pairs: Iterable[tuple[str, Any]]) -> list[dict[str, Any]]:
        now = getattr(chosen, field)
        return [
            {"words": words, "url": _address(chosen, **{field: "" if now == name else name}), "current": now == name}
            for name, words in pairs
        ]

    return {
        "states": entries("state", STATE_WORDS.items()),
        "topics": entries("topic", [(chip.slug, chip.name) for chip in topics]),
        "languages": entries("language", languages.NAMES.items()),
    }


@blueprint.get("")
@public
def index() -> str:
    """Most wanted, newest or recently moved; narrowed by state, topic and language."""
    actor, chosen = identity.actor(), _chosen()
    page = queries.page_of(actor, chosen, request.args.get("after", ""))
    own = queries.own_votes(actor, [row.id for row in page.rows])
    slugs = {slug for row in page.rows for slug in row.topic_slugs} | ({chosen.topic} if chosen.topic else set())
    topics = queries.chips(slugs, reader_language())
    return render_template(
        "ideas/index.html",
        cards=[_card(row, own.get(row.id, ""), topics) for row in page.rows],
        chosen=chosen,
        topic=topics.get(chosen.topic),
        facets=_facets(chosen, sorted(topics.values(), key=lambda chip: chip.name.casefold())),
        narrowed=bool(chosen.state or chosen.topic or chosen.language),
        address=lambda **changes: _address(chosen, **changes),
        older=_address(chosen, after=page.next) if page.next else "",
        first=_address(chosen) if request.args.get("after") else "",
    )


@blueprint.get("/feed.atom")
@public
def feed() -> Response:
    """The newest ideas as Atom."""
    rows = queries.latest(identity.actor())
    etag = etags.mark("ideas.feed", [(row.id, row.version) for row in rows])
    return etags.unchanged(etag) or atom("ideas/feed.xml", etag, rows=rows, updated=_last(rows))


def _last(rows: list[IdeaRow]) -> datetime:
    return max((row.updated_at for row in rows), default=datetime(2000, 1, 1, tzinfo=UTC))


def atom(template: str, etag: str, **context: Any) -> Response:
    response = make_response(render_template(template, **context))
    response.headers["Content-Type"] = "application/atom+xml; charset=utf-8"
    response.set_etag(etag)
    return response
