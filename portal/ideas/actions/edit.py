"""Changing the text of an idea: every change is a revision."""

from collections.abc import Sequence

from flask_babel import lazy_gettext as _l

from portal.core import clock, permissions, richtext
from portal.core.db import lock
from portal.core.errors import Conflict
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.ideas import queries
from portal.ideas.actions import counts, texts
from portal.ideas.actions.propose import keep_revision, tag
from portal.ideas.events import IdeaEdited
from portal.ideas.models import Idea


def edit(
    actor: Actor,
    idea_id: int,
    *,
    title: str,
    body: str,
    base_revision: int,
    topics: Sequence[str] = (),
    language: str | None = None,
    summary: str = "",
) -> Idea:
    """Raises ``Conflict`` (``current`` is the idea as it stands) when somebody was quicker, ``Invalid`` on bad text."""
    idea = queries.idea(actor, idea_id)
    permissions.demand(actor, "idea.edit", idea)
    title, body = texts.title(title), texts.body(body)
    texts.no_new_links(actor, f"{idea.title}\n{idea.body}", f"{title}\n{body}")
    chosen = texts.topics(topics)
    language = texts.language(language or idea.language, body)
    html = texts.html(body)
    lock(idea)
    if idea.revision != base_revision:
        raise Conflict(
            _l("This idea was changed meanwhile, by somebody else or by you in another window."), current=idea
        )
    slugs_now = [topic.slug for topic in chosen]
    if (title, body, slugs_now, language) == (idea.title, idea.body, list(idea.topic_slugs), idea.language):
        return idea
    idea.title, idea.slug, idea.language = title, texts.slug(title), language
    idea.body, idea.html, idea.html_version = body, html, richtext.RENDERER_VERSION
    idea.excerpt = richtext.excerpt(body)
    idea.revision, idea.updated_at = base_revision + 1, clock.now()
    tag(idea, chosen)
    keep_revision(actor, idea, summary)
    counts.changed(idea)
    publish(IdeaEdited(idea.id, actor.id, base_revision + 1))
    return idea


def roll_back(actor: Actor, idea_id: int, *, number: int, summary: str = "") -> Idea:
    """Make an old revision the text again, as a new revision. Topics that are gone since are left out."""
    idea = queries.idea(actor, idea_id)
    permissions.demand(actor, "idea.roll_back", idea)
    old = queries.revision(idea.id, number)
    found, _missing = queries.resolve(old.topics)
    return edit(
        actor,
        idea.id,
        title=old.title,
        body=old.body,
        topics=[topic.slug for topic in found],
        language=old.language,
        base_revision=idea.revision,
        summary=summary,
    )
