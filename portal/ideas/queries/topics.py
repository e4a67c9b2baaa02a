"""Topics as ideas name them."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select

from portal.core import slugs
from portal.core.db import db
from portal.topics import queries as topics
from portal.topics.models import Topic


@dataclass(frozen=True, slots=True)
class TopicChip:
    slug: str
    name: str
    url: str


def chips(wanted: Iterable[str], language: str) -> dict[str, TopicChip]:
    """Chips by slug in the reader's language, in one query (none when nothing is wanted)."""
    found = topics.names(wanted)
    return {slug: TopicChip(slug, _name(names, language, slug), f"/topics/{slug}") for slug, names in found.items()}


def _name(names: Mapping[str, str], language: str, slug: str) -> str:
    return names.get(language) or names.get("en") or next(iter(names.values()), slug)


def resolve(words: Sequence[str]) -> tuple[list[Topic], list[str]]:
    """What somebody typed, slugs or names of any language -> topics in that order, and the words that name none."""
    found: dict[str, Topic] = {}
    asked = [word.strip() for word in words if word.strip()]
    tried = {word.casefold() for word in asked} | {slugs.slug_latin(word) for word in asked}
    by_slug = {topic.slug: topic for topic in db.session.scalars(select(Topic).where(Topic.slug.in_(tried)))}
    by_name = {} if len(by_slug) >= len(asked) else _by_name()
    missing = []
    for word in asked:
        topic = by_slug.get(word.casefold()) or by_name.get(word.casefold()) or by_slug.get(slugs.slug_latin(word))
        if topic is None:
            missing.append(word)
        else:
            found[topic.slug] = topic
    return list(found.values()), missing


def _by_name() -> dict[str, Topic]:
    return {name.casefold(): topic for topic in db.session.scalars(select(Topic)) for name in topic.names.values()}
