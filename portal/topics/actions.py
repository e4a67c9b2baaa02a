"""Every write to topics. Only staff and the product team make and change them."""

from collections.abc import Mapping

from flask_babel import gettext as _t
from flask_babel import lazy_gettext as _l
from sqlalchemy import select, update

from portal.core import clock, permissions, richtext, slugs
from portal.core.audit import record
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.language import CODES
from portal.core.permissions import Actor
from portal.core.post_events import FollowersChanged
from portal.core.refs import Ref
from portal.topics import intervals, queries
from portal.topics.events import TopicChanged
from portal.topics.models import Topic

# Words that are, or may become, places under /topics: no topic has them as its address. A test compares with the routes.
RESERVED = frozenset({"new", "suggest", "feed", "edit", "history", "merge", "delete", "follow", "questions"})
MAX_NAME = 60


def create(
    actor: Actor,
    *,
    names: Mapping[str, str],
    slug: str = "",
    descriptions: Mapping[str, str] | None = None,
    parent_id: int | None = None,
) -> Topic:
    """A new topic; without a slug it is made from a name. Raises ``Invalid``."""
    permissions.demand(actor, "topic.create")
    kept = _names(names)
    topic = Topic(slug=_free_slug(slug or kept.get("en") or next(iter(kept.values()))), created_at=clock.now())
    _fill(topic, kept, descriptions or {}, parent_id)
    db.session.add(topic)
    db.session.flush()
    record(actor, "topic.create", Ref("topic", topic.id))
    publish(TopicChanged(topic.id))
    return topic


def edit(
    actor: Actor,
    topic_id: int,
    *,
    names: Mapping[str, str],
    descriptions: Mapping[str, str],
    parent_id: int | None = None,
) -> Topic:
    """Change names, descriptions and parent. The slug stays: addresses and questions carry it. Raises ``NotFound``,
    ``Invalid`` (no name; a parent that is below it)."""
    topic = db.session.get(Topic, topic_id)
    if topic is None:
        raise NotFound
    permissions.demand(actor, "topic.edit", topic)
    db.session.execute(select(Topic.id).order_by(Topic.id).with_for_update()).all()  # parents must not cross
    if topic_id in queries.parents_of(parent_id):
        raise Invalid(_l("A topic cannot belong to itself."), field="parent")
    _fill(topic, _names(names), descriptions, parent_id)
    db.session.flush()
    record(actor, "topic.edit", Ref("topic", topic.id))
    publish(TopicChanged(topic.id))
    return topic


def set_interval(actor: Actor, topic_id: int, *, days: int | None) -> Topic:
    """How often cases of this topic, and of topics below it, are checked; None for what holds above it. Raises
    ``NotFound``, ``Invalid``."""
    topic = db.session.get(Topic, topic_id)
    if topic is None:
        raise NotFound
    permissions.demand(actor, "topic.set_interval", topic)
    if intervals.sound(days) != topic.check_days:
        topic.check_days = days
        db.session.flush()
        record(actor, "topic.set_interval", Ref("topic", topic.id), days=days)
        publish(TopicChanged(topic.id))
    return topic


def follower_count_changed(event: FollowersChanged) -> None:
    """Reaction: the counter that lists show."""
    if event.kind == "topic":
        db.session.execute(update(Topic).where(Topic.id == event.thing_id).values(follower_count=event.count))


def _names(names: Mapping[str, str]) -> dict[str, str]:
    kept = {code: " ".join(names[code].split()) for code in CODES if names.get(code, "").strip()}
    if not kept:
        raise Invalid(_l("A topic needs a name in one language at least."), field="name_en")
    for code, name in kept.items():
        if len(name) > MAX_NAME:
            raise Invalid(_t("At most %(max)d characters, please.", max=MAX_NAME), field=f"name_{code}")
    return kept


def _fill(topic: Topic, names: dict[str, str], descriptions: Mapping[str, str], parent_id: int | None) -> None:
    if parent_id is not None and queries.by_id(parent_id) is None:
        raise Invalid(_l("There is no such topic."), field="parent")
    topic.names, topic.parent_id = names, parent_id
    topic.descriptions = {code: descriptions[code] for code in CODES if descriptions.get(code, "").strip()}
    topic.descriptions_html = {code: _rendered(code, text) for code, text in topic.descriptions.items()}


def _rendered(code: str, text: str) -> str:
    try:
        return richtext.render(text)
    except richtext.TooComplex as error:
        raise Invalid(str(error), field=f"description_{code}") from None


def _free_slug(wanted: str) -> str:
    slug = slugs.slug_latin(wanted)
    if slug in RESERVED:
        raise Invalid(_l("Another address, please: this one is taken."), field="slug")
    if queries.by_slug(slug) is not None:
        raise Invalid(_l("There is a topic with this address already."), field="slug")
    return slug
