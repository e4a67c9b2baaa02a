"""Proposing an idea."""

from collections.abc import Sequence

from sqlalchemy import delete, insert

from portal.core import clock, newcomers, permissions, richtext
from portal.core.db import db
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.core.post_events import PostHeld
from portal.core.visibility import Status, Visibility
from portal.ideas.actions import counts, texts
from portal.ideas.events import IdeaProposed
from portal.ideas.models import Idea, IdeaRevision, IdeaVote, idea_topic
from portal.topics.models import Topic


def propose(actor: Actor, *, title: str, body: str, topics: Sequence[str] = (), language: str | None = None) -> Idea:
    """A new idea; proposing it is also a first vote, which can be withdrawn. Raises ``Invalid``.

    ``topics`` are slugs or names of existing topics. A newcomer's text with links waits for a moderator.
    """
    permissions.demand(actor, "idea.propose")
    title, body = texts.title(title), texts.body(body)
    chosen, now = texts.topics(topics), clock.now()
    idea = Idea(
        author_id=actor.id,
        title=title,
        slug=texts.slug(title),
        body=body,
        html=texts.html(body),
        html_version=richtext.RENDERER_VERSION,
        excerpt=richtext.excerpt(body),
        language=texts.language(language, f"{title}\n{body}"),
        visibility=Visibility.PUBLIC.value,
        status=newcomers.first_status(actor, title, body),
        state="new",
        created_at=now,
        updated_at=now,
        state_at=now,
    )
    db.session.add(idea)
    db.session.flush()
    tag(idea, chosen)
    keep_revision(actor, idea)
    if actor.id is not None:
        db.session.add(IdeaVote(idea_id=idea.id, person_id=actor.id, importance="important", created_at=now))
    counts.recount_votes(idea)
    _tell(actor, idea)
    return idea


def _tell(actor: Actor, idea: Idea) -> None:
    if idea.status == Status.LIVE.value:
        publish(IdeaProposed(idea.id, actor.id))
    else:
        publish(PostHeld("idea", idea.id, actor.id))


def tag(idea: Idea, topics: Sequence[Topic]) -> None:
    """Set the topics of an idea: the rows that lists filter by, and the slugs that they show."""
    db.session.execute(delete(idea_topic).where(idea_topic.c.idea_id == idea.id))
    if topics:
        db.session.execute(insert(idea_topic), [{"idea_id": idea.id, "topic_id": topic.id} for topic in topics])
    idea.topic_slugs = [topic.slug for topic in topics]


def keep_revision(actor: Actor, idea: Idea, summary: str = "") -> None:
    """Write the text as it stands now into the history, under ``idea.revision``."""
    db.session.add(
        IdeaRevision(
            idea_id=idea.id,
            number=idea.revision,
            author_id=actor.id,
            created_at=idea.updated_at,
            summary=summary[:200],
            title=idea.title,
            body=idea.body,
            topics=list(idea.topic_slugs),
            language=idea.language,
        )
    )
    db.session.flush()
