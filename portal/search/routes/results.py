"""The results page and the suggestions under the search field."""

from collections.abc import Sequence
from typing import Any

from flask import Response, jsonify, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from portal.search import forms, narrowing, queries
from portal.search.addressing import address
from portal.search.presenting import BOOST_WORDS, ONE_OF, hit_row
from portal.search.queries import Asked, Results
from portal.search.routes import trails
from portal.search.routes.blueprint import blueprint, reader_language
from portal.web import identity
from portal.web.guards import public
from portal.web.limits import limited
from search_index import begun

GET = ("GET", "HEAD")


@blueprint.get("/search")
@public
@limited("search", methods=GET)
def results() -> str | AnyResponse:
    """Everything that answers the words of the address; without words, what can be searched for."""
    asked = forms.asked(request.args)
    empty = not (asked.text or asked.narrowed)
    actor = identity.actor()
    language = reader_language()
    found, meant = (Results(), None) if empty else queries.find_meant(actor, asked, reader=language)
    if found.total and asked.page > found.pages:
        return redirect(address(asked, page=found.pages))
    asked = meant.asked if meant and meant.applied else asked
    trail = trails.shown(asked, found, meant)
    rows = trails.led(
        [hit_row(hit, found.names, language) for hit in found.hits], trail or trails.back(asked, meant), asked.page
    )
    if asked.explain and actor.is_staff:
        told = queries.explain(actor, asked, found)
        rows = [row | {"why": told.get(hit.card.ref)} for row, hit in zip(rows, found.hits, strict=True)]
    tried = () if found.total else (asked.text, *forms.broader(asked.text))
    others = queries.finding_something(actor, [text for text in tried if text])
    return render_template(
        "search/results.html",
        asked=asked,
        empty=empty,
        found=found,
        meant=meant,
        hits=rows,
        trail=trail.word if trail else None,
        boost_words=BOOST_WORDS,
        **_choices(asked, found, language),
        **_ways_on(asked, found, others),
    )


def _choices(asked: Asked, found: Results, language: str) -> dict[str, Any]:
    """What it can be narrowed by, what is chosen, and in which order it stands."""
    groups = narrowing.groups(asked, found, language)
    return {
        "kinds": narrowing.kinds(asked, found, language),
        "groups": groups,
        "chosen": narrowing.chosen(groups),
        "sorts": narrowing.sorts(asked, language),
        "unnarrowed": address(Asked(asked.text, sort=asked.sort)),
    }


def _ways_on(asked: Asked, found: Results, others: Sequence[str]) -> dict[str, Any]:
    """Addresses that lead on from here: other pages, fewer words, anything else chosen. ``others`` find something; the
    words themselves are among them when it is the filters that hide all of it."""
    return {
        "newer": address(asked, page=asked.page - 1 if asked.page > 2 else None) if asked.page > 1 else "",
        "older": address(asked, page=asked.page + 1) if asked.page < found.pages else "",
        "wider": not asked.text or asked.text in others,
        "fewer": forms.fewer(asked.text, found.hits[0].missing) if found.partial and found.hits else "",
        "broader": [(words, address(Asked(words))) for words in others if words != asked.text],
        "address": lambda **changes: address(asked, **changes),
    }


@blueprint.get("/search/suggest")
@public
@limited("suggest", methods=GET)
def suggest() -> Response:
    """``{"items": [{title, parts, url, hint, lang}]}`` for the search field; ``parts`` are those of the title, each with
    whether it was typed. What was typed is not said again."""
    text = request.args.get("q", "")[: forms.LONGEST]
    cards = queries.suggest(identity.actor(), text) if text.strip() else []
    parts = begun.marked([card.title for card in cards], text)
    return jsonify(
        items=[
            {
                "title": card.title,
                "parts": typed,
                "url": card.url,
                "hint": str(ONE_OF[card.ref.kind]),
                "lang": card.language,
            }
            for card, typed in zip(cards, parts, strict=True)
        ]
    )
