"""Lists of ideas: most wanted, newest, recently moved; by state, topic, language. Core rows, paged by key."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import paging, visibility
from portal.core.db import db
from portal.core.paging import PAGE_SIZE, Page
from portal.core.permissions import Actor
from portal.ideas.models import ENDED, Idea, IdeaVote, idea_topic
from portal.ideas.queries import addresses
from portal.ideas.queries.people import COLUMNS, Author, author
from portal.topics.models import Topic

_ORDERS: dict[str, tuple[tuple[Any, ...], tuple[type, ...]]] = {
    "wanted": ((Idea.vote_count, Idea.id), (int, int)),
    "newest": ((Idea.created_at, Idea.id), (datetime, int)),
    "moved": ((Idea.state_at, Idea.id), (datetime, int)),
}
SORTS = tuple(_ORDERS)

_ROWS: Any = select(
    Idea.id,
    Idea.title,
    Idea.slug,
    Idea.excerpt,
    Idea.language,
    Idea.state,
    Idea.state_at,
    Idea.vote_count,
    Idea.comment_count,
    Idea.topic_slugs,
    Idea.locked_at,
    Idea.created_at,
    Idea.updated_at,
    Idea.version,
    *COLUMNS,
).outerjoin(Person, Person.id == Idea.author_id)


@dataclass(frozen=True, slots=True)
class IdeaFilter:
    """What a reader narrowed the list to; empty is everything."""

    sort: str = "wanted"
    state: str = ""
    topic: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class IdeaRow:
    """One card of a list."""

    id: int
    title: str
    url: str
    excerpt: str
    language: str
    state: str
    state_at: datetime
    votes: int
    comments: int
    topic_slugs: Sequence[str]
    locked: bool
    created_at: datetime
    updated_at: datetime
    version: int
    author: Author


def _row(row: Any) -> IdeaRow:
    return IdeaRow(
        id=row.id,
        title=row.title,
        url=addresses.of_idea(row.id, row.slug),
        excerpt=row.excerpt,
        language=row.language,
        state=row.state,
        state_at=row.state_at,
        votes=row.vote_count,
        comments=row.comment_count,
        topic_slugs=row.topic_slugs or (),
        locked=row.locked_at is not None,
        created_at=row.created_at,
        updated_at=row.updated_at,
        version=row.version,
        author=author(row),
    )


def page_of(actor: Actor, chosen: IdeaFilter, after: str = "", size: int = PAGE_SIZE) -> Page[IdeaRow]:
    """One page of live ideas that the actor may see, in one query; among the most wanted, what is done, declined or
    possible already stands only for those who ask for that state. An odd cursor gives the first page."""
    columns, shape = _ORDERS.get(chosen.sort, _ORDERS["wanted"])
    query = _ROWS.where(visibility.live_for(actor, Idea))
    if chosen.state:
        query = query.where(Idea.state == chosen.state)
    elif columns is _ORDERS["wanted"][0]:
        query = query.where(Idea.state.not_in(ENDED))
    if chosen.language:
        query = query.where(Idea.language == chosen.language)
    if chosen.topic:
        tagged = select(idea_topic.c.idea_id).join(Topic, Topic.id == idea_topic.c.topic_id)
        query = query.where(Idea.id.in_(tagged.where(Topic.slug == chosen.topic)))
    values = paging.decode(after, shape)
    if values is not None:
        query = query.where(paging.after(columns, values))
    rows = db.session.execute(query.order_by(*(column.desc() for column in columns)).limit(size + 1)).all()
    page = paging.cut([*rows], size, lambda row: [getattr(row, column.key) for column in columns])
    return Page([_row(row) for row in page.rows], page.next)


def latest(actor: Actor, size: int = PAGE_SIZE) -> list[IdeaRow]:
    """The newest ideas, for feeds and the home page."""
    return page_of(actor, IdeaFilter(sort="newest"), size=size).rows


def own_votes(actor: Actor, idea_ids: Sequence[int]) -> dict[int, str]:
    """Importance by idea of the actor's own votes; no query for a guest."""
    if actor.id is None or not idea_ids:
        return {}
    query = select(IdeaVote.idea_id, IdeaVote.importance)
    rows = db.session.execute(query.where(IdeaVote.person_id == actor.id, IdeaVote.idea_id.in_(idea_ids)))
    return {row.idea_id: row.importance for row in rows}
