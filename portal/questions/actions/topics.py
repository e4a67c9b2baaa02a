"""Which topics a question has. Members choose among those there are; staff may name new ones."""

import re
from collections.abc import Iterable

from flask_babel import gettext as _
from flask_babel import ngettext
from sqlalchemy import delete, insert

from portal.core import permissions, slugs
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.questions import text
from portal.questions.models import Question, question_topic
from portal.topics import actions as making
from portal.topics import queries
from portal.topics.models import Topic


def split(words: str) -> list[str]:
    """``"cards, Бонусы"`` -> the names, in order, each once."""
    named = (" ".join(part.split()) for part in re.split(r"[,;\n]", words))
    return list(dict.fromkeys(name for name in named if name))


def chosen(actor: Actor, names: Iterable[str]) -> list[Topic]:
    """Topics by slug or by their name in any language. Raises ``Invalid``: none, too many, unknown."""
    wanted = list(dict.fromkeys(name.strip() for name in names if name.strip()))
    if not wanted:
        raise Invalid(_("Choose at least one topic."), field="topics")
    if len(wanted) > text.TOPICS:
        words = ngettext("At most %(num)d topic, please.", "At most %(num)d topics, please.", text.TOPICS)
        raise Invalid(words, field="topics")
    found = _known(wanted)
    missing = [name for name in wanted if name not in found]
    if missing and not permissions.can(actor, "topic.create"):
        words = ngettext(
            "There is no topic %(names)s.", "There are no topics %(names)s.", len(missing), names=_quoted(missing)
        )
        raise Invalid(words + " " + _("Choose from the list; only staff can add topics."), field="topics")
    for name in missing:
        found[name] = _create(actor, name)
    return list({found[name].id: found[name] for name in wanted}.values())


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(_("“%(words)s”", words=name[:40]) for name in names)


def _known(wanted: list[str]) -> dict[str, Topic]:
    by_slug = {name: slugs.slug_latin(name) for name in wanted}
    asked = {*by_slug.values(), *(name.lower() for name in wanted)}
    rows = queries.by_slugs(asked)
    found = {name: rows.get(name.lower()) or rows.get(slug) for name, slug in by_slug.items()}
    if not all(found.values()):
        named = {word.casefold(): topic for topic in queries.all_topics() for word in topic.names.values()}
        found = {name: topic or named.get(name.casefold()) for name, topic in found.items()}
    return {name: topic for name, topic in found.items() if topic is not None}


def _create(actor: Actor, name: str) -> Topic:
    try:
        return making.create(actor, names={text.language_of(name): name})
    except Invalid as refusal:
        raise Invalid(refusal.text, field="topics") from refusal


def put(question: Question, topics: list[Topic]) -> None:
    """Replace the topics of a question; counts are the caller's business."""
    db.session.flush()
    db.session.execute(delete(question_topic).where(question_topic.c.question_id == question.id))
    rows = [{"question_id": question.id, "topic_id": topic.id} for topic in topics]
    db.session.execute(insert(question_topic), rows)
    question.topic_slugs = [topic.slug for topic in topics]
