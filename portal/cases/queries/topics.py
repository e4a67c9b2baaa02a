"""Topics as cases need them: which slugs exist, what people typed, what a reader calls them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from portal.topics import queries as topics
from portal.topics.queries import resolve

__all__ = ["Named", "known", "name_in", "named", "resolve"]


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
