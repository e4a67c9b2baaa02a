"""What a page of results can be narrowed by and sorted by: entries for ``tabs`` and ``facet_group``."""

from typing import Any

from flask_babel import gettext as _

from portal.core.language import NAMES
from portal.search.addressing import address
from portal.search.presenting import KIND_WORDS
from portal.search.queries import KINDS, SORTS, Asked, Results

Entries = list[dict[str, Any]]


def facets(asked: Asked, found: Results, language: str) -> dict[str, Entries]:
    """By name: what can be chosen, in words of ``language``, and where each choice leads."""
    return {
        "kinds": _kinds(asked, found),
        "topics": _topics(asked, found, language),
        "languages": _languages(asked, language),
        "sorts": _sorts(asked),
    }


def _kinds(asked: Asked, found: Results) -> Entries:
    everything = {"words": _("Everything"), "url": address(asked, kind=None), "current": not asked.kind}
    kinds = [everything | {"figure": sum(found.kinds.values())}]
    for kind in KINDS:
        entry = {"words": KIND_WORDS[kind], "url": address(asked, kind=kind), "current": asked.kind == kind}
        kinds.append(entry | {"figure": found.kinds.get(kind, 0)})
    return kinds


def _languages(asked: Asked, language: str) -> Entries:
    return [
        {
            "words": NAMES[code],
            "url": address(asked, lang=None if asked.language == code else code),
            "current": asked.language == code,
        }
        for code in sorted(NAMES, key=lambda code: code != language)
    ]


def _sorts(asked: Asked) -> Entries:
    words = {"relevance": _("Best match"), "newest": _("Newest"), "votes": _("Most voted")}
    return [
        {
            "words": words[sort],
            "url": address(asked, sort=None if sort == "relevance" else sort),
            "current": asked.sort == sort,
        }
        for sort in SORTS
    ]


def _topics(asked: Asked, found: Results, language: str) -> Entries:
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
