"""What the home page shows: checked cases by topic, questions that wait for an answer, ideas that rise.

Four queries for a guest, and the own votes of a member.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from portal.cases import queries as cases
from portal.core.permissions import Actor
from portal.ideas import queries as ideas
from portal.ideas.queries import IdeaFilter, IdeaRow
from portal.questions.queries import lists
from portal.questions.queries.lists import Listing
from portal.search.queries.texts import texts

CASES_READ, TOPICS, CASES_EACH, QUESTIONS, IDEAS = 60, 6, 4, 5, 5


@dataclass(frozen=True, slots=True)
class Front:
    """``by_topic``: (slug, its cases). ``names``: topic slug -> names by language. ``own``: votes of the reader."""

    by_topic: Sequence[tuple[str, Sequence[Any]]]
    questions: Sequence[Any]
    ideas: Sequence[IdeaRow]
    names: Mapping[str, Mapping[str, str]]
    own: Mapping[int, str]

    @property
    def mark(self) -> tuple[object, ...]:
        """Changes when anything on the page does; times are relative, so it also ends with the hour."""
        return (
            [(slug, [(row.id, row.title, row.checked_at) for row in rows]) for slug, rows in self.by_topic],
            [(row.id, row.title, row.answer_count, row.score) for row in self.questions],
            [(row.id, row.version) for row in self.ideas],
            sorted(self.names.items()),
        )


def front(actor: Actor, language: str) -> Front:
    """The page for a reader of ``language``: what is written in it stands first, the rest is not kept from them."""
    found = _first(cases.latest(actor, CASES_READ, prefer=language), language)
    waiting = _first(lists.page(actor, Listing("unanswered")).rows, language)[:QUESTIONS]
    rising = _first(ideas.page_of(actor, IdeaFilter("wanted")).rows, language)[:IDEAS]
    by_topic = _by_topic(found)
    slugs = {slug for slug, _ in by_topic if slug} | {slug for row in waiting for slug in row.topic_slugs or ()}
    names = texts(actor, (), slugs).names
    return Front(by_topic, waiting, rising, names, ideas.own_votes(actor, [row.id for row in rising]))


def _first(rows: Sequence[Any], language: str) -> list[Any]:
    return sorted(rows, key=lambda row: row.language != language)


def _by_topic(rows: Sequence[Any]) -> list[tuple[str, list[Any]]]:
    """Each case stands once, under the topic of its own that gathers most; fullest topics first."""
    sizes: dict[str, int] = {}
    for row in rows:
        for slug in row.topic_slugs or ():
            sizes[slug] = sizes.get(slug, 0) + 1
    groups: dict[str, list[Any]] = {}
    for row in rows:
        slug = max(row.topic_slugs or ("",), key=lambda each: sizes.get(each, 0))
        groups.setdefault(slug, []).append(row)
    fullest = sorted(groups.items(), key=lambda pair: (pair[0] == "", -len(pair[1])))
    return [(slug, each[:CASES_EACH]) for slug, each in fullest[:TOPICS]]
