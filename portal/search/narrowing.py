"""What a page of results can be narrowed by and sorted by, and what is chosen: entries for ``tabs``, ``facet_group``
and the chips above the hits.

An entry is ``words``, ``url`` (the search with that choice made, or taken back when it is made), ``current``, and
``figure`` where it is known how many that shows.
"""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from portal.core.language import NAMES
from portal.search.addressing import address
from portal.search.presenting import words_in
from portal.search.queries import KINDS, SORTS, STATES, Asked, Results

Counts = Mapping[str, int]
Entries = list[dict[str, Any]]


class Group(NamedTuple):
    """One foldable list of choices; `open` when it is at hand at once."""

    title: str
    entries: Entries
    open: bool = True


def kinds(asked: Asked, found: Results, language: str) -> Entries:
    """Tabs: everything, or one kind."""
    counts, words = found.facets["kind"], words_in(language).kinds
    everything = {
        "words": words_in(language).titles["everything"],
        "url": address(asked, kind=None),
        "current": not asked.kind,
    }
    entries = [everything | {"figure": sum(counts.values())}]
    for kind in KINDS:
        entry = {"words": words[kind], "url": address(asked, kind=kind), "current": asked.kind == kind}
        entries.append(entry | {"figure": counts.get(kind, 0)})
    return entries


def sorts(asked: Asked, language: str) -> Entries:
    """In which order the hits may stand."""
    words = words_in(language).sorts
    return [
        {
            "words": words[sort],
            "url": address(asked, sort=None if sort == "relevance" else sort),
            "current": asked.sort == sort,
        }
        for sort in SORTS
    ]


def groups(asked: Asked, found: Results, language: str) -> list[Group]:
    """The facets that have something to choose, in words of ``language``."""
    states, titles = found.facets.get("state", {}), words_in(language).titles
    made = [
        Group(titles["topic"], _topics(asked, found, language)),
        *(
            Group(title, _states(asked, kind, states, language), asked.kind == kind)
            for kind, title in words_in(language).state_titles.items()
        ),
        Group(titles["accepted"], _answers(asked, found, language), asked.kind == "question"),
        Group(titles["language"], _languages(asked, found, language)),
        Group(titles["date"], _ages(asked, found, language)),
    ]
    return [
        group._replace(open=group.open or any(entry["current"] for entry in group.entries))
        for group in made
        if group.entries
    ]


def chosen(groups: Iterable[Group]) -> Entries:
    """What is chosen beside words and kind; each address takes one choice back."""
    return [entry for group in groups for entry in group.entries if entry["current"]]


def _topics(asked: Asked, found: Results, language: str) -> Entries:
    counts = found.facets.get("topic", {})
    words = {slug: _topic(found, slug, language) for slug in (*asked.topics, *counts)}
    return _several(asked, "topic", asked.topics, words, counts)


def _topic(found: Results, slug: str, language: str) -> str:
    names = found.names.get(slug, {})
    return names.get(language) or names.get("en") or slug


def _states(asked: Asked, kind: str, counts: Counts, language: str) -> Entries:
    said = words_in(language).states
    words = {state: said[state] for state in STATES[kind]}
    return _several(asked, "state", asked.states, words, counts)


def _languages(asked: Asked, found: Results, language: str) -> Entries:
    words = dict(sorted(NAMES.items(), key=lambda pair: pair[0] != language))
    entries = _several(asked, "lang", asked.languages, words, found.facets.get("language", {}))
    return entries if len(entries) > 1 or asked.languages else []


def _answers(asked: Asked, found: Results, language: str) -> Entries:
    return _one(asked, "accepted", asked.accepted, words_in(language).answers, found.facets.get("accepted", {}))


def _ages(asked: Asked, found: Results, language: str) -> Entries:
    return _one(asked, "age", asked.age, words_in(language).ages, found.facets.get("date", {}))


def _several(asked: Asked, field: str, chosen: Sequence[str], words: Mapping[str, Any], counts: Counts) -> Entries:
    """Choices that join others of their kind."""
    entries = []
    for value, said in words.items():
        if value in chosen or counts.get(value):
            rest = [each for each in chosen if each != value]
            url = address(asked, **{field: rest if value in chosen else [*rest, value]})
            entries.append({"words": said, "url": url, "current": value in chosen, "figure": counts.get(value, 0)})
    return entries


def _one(asked: Asked, field: str, chosen: str, words: Mapping[str, Any], counts: Counts) -> Entries:
    """Choices that take the place of one another."""
    return [
        {
            "words": said,
            "url": address(asked, **{field: None if value == chosen else value}),
            "current": value == chosen,
            "figure": counts.get(value, 0),
        }
        for value, said in words.items()
        if value == chosen or counts.get(value)
    ]
