"""Topics as cases need them: which slugs exist, what people typed, what a reader calls them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.core.db import db
from portal.core.slugs import slug_latin
from portal.topics import queries as topics
from portal.topics.models import Topic


@dataclass(frozen=True, slots=True)
class Named:
    """A topic for a chip. ``url`` leads to the cases of the topic."""

    slug: str
    name: str

    @property
    def url(self) -> str:
        return f"/cases?topic={self.slug}"


def name_in(names: Mapping[str, str], slug: str, language: str) -> str:
    """The name of a topic in a language, else in another, else its slug."""
    return names.get(language) or names.get("en") or next(iter(names.values()), slug)


def known(slugs: Sequence[str]) -> frozenset[str]:
    """Those of the slugs that are topics."""
    return frozenset(topics.names(slugs))


def named(slugs: Sequence[str], language: str) -> list[Named]:
    """Chips in the given order; one query."""
    names = topics.names(slugs)
    return [Named(slug, name_in(names[slug], slug, language)) for slug in slugs if slug in names]


def resolve(words: Sequence[str]) -> tuple[list[str], list[str]]:
    """What was typed (slugs, or names in any language) -> (slugs, words that are no topic)."""
    found: list[str] = []
    missing: list[str] = []
    if not words:
        return found, missing
    table: dict[str, str] = {}
    for slug, names in db.session.execute(select(Topic.slug, Topic.names)):
        table |= {name.casefold(): slug for name in names.values()} | {slug: slug}
    for word in words:
        known_as = table.get(word.casefold()) or table.get(slug_latin(word))
        if known_as is None:
            missing.append(word)
        elif known_as not in found:
            found.append(known_as)
    return found, missing
