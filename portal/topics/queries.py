"""Every read of topics. Topics are public: sight differs for nobody."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import bindparam, or_, select

from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.core.slugs import slug_latin
from portal.topics.models import Topic

_t = Topic.__table__
_NAMES = select(_t.c.slug, _t.c.names).where(_t.c.slug.in_(bindparam("wanted", expanding=True)))
_SLUG: Any = bindparam("slug")
_FAMILY = select(Topic).where(
    or_(
        Topic.slug == _SLUG,
        Topic.parent_id == select(_t.c.id).where(_t.c.slug == _SLUG).scalar_subquery(),
        Topic.id == select(_t.c.parent_id).where(_t.c.slug == _SLUG).scalar_subquery(),
    )
)


@dataclass(frozen=True, slots=True)
class Family:
    """What stands around a topic."""

    parent: Topic | None = None
    children: Sequence[Topic] = ()


@dataclass(slots=True)
class Branch:
    """A topic with the topics below it."""

    topic: Topic
    children: list["Branch"] = field(default_factory=list)


def by_slug(slug: str) -> Topic | None:
    return db.session.scalars(select(Topic).where(Topic.slug == slug)).first()


def by_id(topic_id: int) -> Topic | None:
    return db.session.get(Topic, topic_id)


def by_slugs(slugs: Iterable[str]) -> Mapping[str, Topic]:
    """Topics by slug; unknown ones are left out."""
    wanted = sorted(set(slugs))
    rows: Iterable[Topic] = db.session.scalars(select(Topic).where(Topic.slug.in_(wanted))) if wanted else []
    return {topic.slug: topic for topic in rows}


def names(slugs: Iterable[str]) -> Mapping[str, Mapping[str, str]]:
    """Slug -> names by language, in one query: for the chips on lists."""
    wanted = sorted(set(slugs))
    if not wanted:
        return {}
    rows = db.session.execute(_NAMES, {"wanted": wanted})
    return {row.slug: row.names or {} for row in rows}


def words(slugs: Sequence[str], language: str) -> str:
    """Topics as a form shows them: the reader's names, parted by commas; the slug of one whose name has a comma itself."""
    found = by_slugs(slugs)
    named = ((slug, found[slug].name(language) if slug in found else slug) for slug in slugs)
    return ", ".join(slug if {",", ";"} & set(name) else name for slug, name in named)


def with_family(slug: str) -> tuple[Topic, Family] | None:
    """A topic with its parent and children, in one query; children by the number of their questions."""
    rows = db.session.scalars(_FAMILY, {"slug": slug}).all()
    topic = next((each for each in rows if each.slug == slug), None)
    if topic is None:
        return None
    children = [each for each in rows if each.parent_id == topic.id]
    children.sort(key=lambda each: (-each.question_count, each.slug))
    return topic, Family(next((each for each in rows if each.id == topic.parent_id), None), children)


def all_topics() -> Sequence[Topic]:
    """Every topic, by slug: for choosing a parent and for facets."""
    return db.session.scalars(select(Topic).order_by(Topic.slug)).all()


def tree() -> list[Branch]:
    """All topics below their parents, each level by the number of questions. A topic whose parents go in a circle
    (which actions refuse) stands at the top rather than nowhere."""
    branches = {topic.id: Branch(topic) for topic in all_topics()}
    roots = []
    for branch in branches.values():
        parent = branches.get(branch.topic.parent_id or 0)
        if parent is None or branch.topic.id in ancestors(branches, branch.topic.parent_id):
            roots.append(branch)
        else:
            parent.children.append(branch)
    for branch in (*branches.values(), Branch(Topic(), roots)):
        branch.children.sort(key=lambda each: (-each.topic.question_count, each.topic.slug))
    return sorted(roots, key=lambda each: (-each.topic.question_count, each.topic.slug))


def ancestors(branches: Mapping[int, Branch], topic_id: int | None) -> set[int]:
    """Ids on the way up from a topic, itself included."""
    found: set[int] = set()
    while topic_id is not None and topic_id not in found and topic_id in branches:
        found.add(topic_id)
        topic_id = branches[topic_id].topic.parent_id
    return found


def parents_of(topic_id: int | None) -> set[int]:
    """Ids of a topic and all above it, read one by one: trees are a few levels deep."""
    found: set[int] = set()
    while topic_id is not None and topic_id not in found:
        found.add(topic_id)
        topic_id = db.session.scalar(select(Topic.parent_id).where(Topic.id == topic_id))
    return found


def resolve(typed: Sequence[str]) -> tuple[list[str], list[str]]:
    """What was typed (slugs, or names in any language) -> (slugs, words that are no topic)."""
    found: list[str] = []
    missing: list[str] = []
    if not typed:
        return found, missing
    table: dict[str, str] = {}
    for slug, known in db.session.execute(select(Topic.slug, Topic.names)):
        table |= {name.casefold(): slug for name in known.values()} | {slug: slug}
    for word in typed:
        known_as = table.get(word.casefold()) or table.get(slug_latin(word))
        if known_as is None:
            missing.append(word)
        elif known_as not in found:
            found.append(known_as)
    return found, missing


def suggest(text: str, language: str, limit: int = 8) -> Sequence[Topic]:
    """Topics one of whose names, or whose slug, has a word that begins with ``text``; used ones first."""
    wanted = text.strip().casefold()
    found = [topic for topic in all_topics() if not wanted or _begins(topic, wanted)]
    found.sort(key=lambda topic: (-topic.question_count, topic.name(language)))
    return found[:limit]


def _begins(topic: Topic, wanted: str) -> bool:
    words = (topic.slug, *(name.casefold() for name in topic.names.values()))
    return any(word.startswith(wanted) or f" {wanted}" in word or f"-{wanted}" in word for word in words)


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """Topics for lists of refs, in one query."""
    rows: Iterable[Any] = db.session.scalars(select(Topic).where(Topic.id.in_(ids)))
    return {
        topic.id: Card(
            Ref("topic", topic.id),
            topic.name(actor.language or "en"),
            f"/topics/{topic.slug}",
            language=actor.language or "en",
            kind_label="topic",
            created_at=topic.created_at,
            extra={"names": topic.names},
        )
        for topic in rows
    }
