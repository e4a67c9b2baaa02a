"""One idea with what hangs on it: comments, timeline, votes."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core import richtext, visibility
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.core.visibility import Status
from portal.ideas.models import Idea, IdeaComment, IdeaStateChange, IdeaVote
from portal.ideas.queries.people import COLUMNS, Author, author

_READ = select(Idea, *COLUMNS).outerjoin(Person, Person.id == Idea.author_id)
_COMMENTS = (
    select(
        IdeaComment.id,
        IdeaComment.author_id,
        IdeaComment.html,
        IdeaComment.status,
        IdeaComment.visibility,
        IdeaComment.audience,
        IdeaComment.revision,
        IdeaComment.locked_at,
        IdeaComment.created_at,
        *COLUMNS,
    )
    .outerjoin(Person, Person.id == IdeaComment.author_id)
    .order_by(IdeaComment.id)
)
_CHANGES = (
    select(
        IdeaStateChange.id,
        IdeaStateChange.was,
        IdeaStateChange.state,
        IdeaStateChange.reason_html,
        IdeaStateChange.created_at,
        *COLUMNS,
    )
    .outerjoin(Person, Person.id == IdeaStateChange.author_id)
    .order_by(IdeaStateChange.id.desc())
)


@dataclass(frozen=True, slots=True)
class StateRow:
    """One step of the timeline."""

    id: int
    was: str
    state: str
    reason_html: str
    created_at: datetime
    author: Author


@dataclass(frozen=True, slots=True)
class CommentRow:
    """One comment with the fields that permissions ask for."""

    id: int
    author_id: int | None
    html: str
    status: str
    edited: bool
    locked_at: datetime | None
    created_at: datetime
    author: Author


def idea(actor: Actor, idea_id: int) -> Idea:
    """Raises ``NotFound`` for an id that is not there or that the actor may not see."""
    found = db.session.get(Idea, idea_id)
    if found is None or not visibility.sees(actor, found):
        raise NotFound(idea_id)
    return found


def comment(actor: Actor, comment_id: int) -> tuple[IdeaComment, Idea]:
    """A comment and its idea, when the actor may see both. Raises ``NotFound``."""
    found = db.session.get(IdeaComment, comment_id)
    if found is None or not visibility.sees(actor, found):
        raise NotFound(comment_id)
    return found, idea(actor, found.idea_id)


def read(actor: Actor, idea_id: int) -> tuple[Idea, Author]:
    """An idea and who proposed it, in one query. Raises ``NotFound``."""
    row = db.session.execute(_READ.where(Idea.id == idea_id)).first()
    if row is None or not visibility.sees(actor, row.Idea):
        raise NotFound(idea_id)
    return row.Idea, author(row)


def comments(actor: Actor, idea_id: int) -> list[CommentRow]:
    """What the actor may see of the discussion, oldest first; deleted ones are left out for everybody."""
    query = _COMMENTS.where(
        IdeaComment.idea_id == idea_id,
        IdeaComment.status != Status.DELETED.value,
        visibility.seen_by(actor, IdeaComment),
    )
    return [_comment(row) for row in db.session.execute(query)]


def _comment(row: Any) -> CommentRow:
    return CommentRow(
        id=row.id,
        author_id=row.author_id,
        html=row.html,
        status=row.status,
        edited=row.revision > 1,
        locked_at=row.locked_at,
        created_at=row.created_at,
        author=author(row),
    )


def state_changes(idea_id: int) -> list[StateRow]:
    """The timeline, newest first. Ask only for an idea that the reader may see."""
    rows = db.session.execute(_CHANGES.where(IdeaStateChange.idea_id == idea_id))
    return [StateRow(row.id, row.was, row.state, row.reason_html, row.created_at, author(row)) for row in rows]


def state_reason(change_id: int) -> str:
    """The public reason of one step in plain words, shortened: for those who are told of it."""
    reason = db.session.scalar(select(IdeaStateChange.reason).where(IdeaStateChange.id == change_id))
    return richtext.excerpt(reason or "", 300)


def own_vote(actor: Actor, idea_id: int) -> str:
    """How important the actor said it is; '' without a vote."""
    if actor.id is None:
        return ""
    query = select(IdeaVote.importance).where(IdeaVote.idea_id == idea_id, IdeaVote.person_id == actor.id)
    return db.session.scalar(query) or ""


def interested_people(idea_id: int) -> set[int]:
    """Who proposed it, voted for it, or commented. Followers are known to those who keep follows."""
    author_of = select(Idea.author_id).where(Idea.id == idea_id)
    voters = select(IdeaVote.person_id).where(IdeaVote.idea_id == idea_id)
    spoke = select(IdeaComment.author_id).where(IdeaComment.idea_id == idea_id, IdeaComment.status == Status.LIVE.value)
    return {person for person in db.session.scalars(author_of.union(voters, spoke)) if person is not None}
