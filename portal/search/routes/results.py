"""The results page and the suggestions under the search field."""

from typing import Any
from urllib.parse import urlencode

from flask import Response, jsonify, render_template, request
from flask_babel import gettext as _

from portal.core.language import NAMES
from portal.search import forms, queries
from portal.search.presenting import KIND_WORDS, hit_row
from portal.search.queries import KINDS, SORTS, Asked, Results
from portal.search.routes.blueprint import blueprint, reader_language
from portal.web import identity, jinja
from portal.web.guards import public
from portal.web.limits import limited

_PLAIN = "!$'()*,/:;?@"  # as Werkzeug writes addresses; a page asks for dozens, so they are put together here
GET = ("GET", "HEAD")


def address(asked: Asked, **changes: Any) -> str:
    """The address of a search with something else chosen; any change of choice leads to its first page."""
    fields = {
        "q": asked.text or None,
        "kind": asked.kind or None,
        "topic": list(asked.topics) or None,
        "lang": asked.language or None,
        "sort": asked.sort if asked.sort != "relevance" else None,
    } | changes
    chosen = urlencode({name: value for name, value in fields.items() if value}, doseq=True, safe=_PLAIN)
    return str(jinja.address("search.results")) + ("?" + chosen if chosen else "")


@blueprint.get("/search")
@public
@limited("search", methods=GET)
def results() -> str:
    """Everything that answers the words of the address; without words, what can be searched for."""
    asked = forms.asked(request.args)
    empty = not (asked.text or asked.topics or asked.kind)
    found = Results() if empty else queries.find(identity.actor(), asked)
    language = reader_language()
    return render_template(
        "search/results.html",
        asked=asked,
        empty=empty,
        found=found,
        hits=[hit_row(hit, found.names, language) for hit in found.hits],
        facets=_facets(asked, found, language),
        newer=address(asked, page=asked.page - 1 if asked.page > 2 else None) if asked.page > 1 else "",
        older=address(asked, page=asked.page + 1) if asked.page < found.pages else "",
        broader=[(words, address(Asked(words))) for words in forms.broader(asked.text)],
        address=lambda **changes: address(asked, **changes),
    )


def _facets(asked: Asked, found: Results, language: str) -> dict[str, list[dict[str, Any]]]:
    everything = {"words": _("Everything"), "url": address(asked, kind=None), "current": not asked.kind}
    kinds = [everything | {"figure": sum(found.kinds.values())}]
    for kind in KINDS:
        entry = {"words": KIND_WORDS[kind], "url": address(asked, kind=kind), "current": asked.kind == kind}
        kinds.append(entry | {"figure": found.kinds.get(kind, 0)})
    languages = [
        {
            "words": NAMES[code],
            "url": address(asked, lang=None if asked.language == code else code),
            "current": asked.language == code,
        }
        for code in sorted(NAMES, key=lambda code: code != language)
    ]
    words = {"relevance": _("Best match"), "newest": _("Newest"), "votes": _("Most voted")}
    sorts = [
        {
            "words": words[sort],
            "url": address(asked, sort=None if sort == "relevance" else sort),
            "current": asked.sort == sort,
        }
        for sort in SORTS
    ]
    return {"kinds": kinds, "topics": _topics(asked, found, language), "languages": languages, "sorts": sorts}


def _topics(asked: Asked, found: Results, language: str) -> list[dict[str, Any]]:
    entries = []
    for slug in dict.fromkeys((*asked.topics, *found.topics)):
        chosen = slug in asked.topics
        rest = [each for each in asked.topics if each != slug]
        names = found.names.get(slug, {})
        entries.append(
            {
                "words": names.get(language) or names.get("en") or slug,
                "url": address(asked, topic=rest if chosen else [*rest, slug]),
                "current": chosen,
                "figure": found.topics.get(slug, 0),
            }
        )
    return entries


@blueprint.get("/search/suggest")
@public
@limited("suggest", methods=GET)
def suggest() -> Response:
    """``{"items": [{title, url, hint, lang}]}`` for the search field."""
    text = request.args.get("q", "")[: forms.LONGEST]
    cards = queries.suggest(identity.actor(), text) if text.strip() else []
    return jsonify(
        items=[
            {"title": card.title, "url": card.url, "hint": str(KIND_WORDS[card.ref.kind]), "lang": card.language}
            for card in cards
        ]
    )
