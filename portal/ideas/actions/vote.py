"""Voting for an idea: one row a person, under a unique key."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.core import clock, permissions
from portal.core.db import db, lock
from portal.core.errors import Invalid
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.ideas import queries
from portal.ideas.actions import counts
from portal.ideas.events import IdeaVoted
from portal.ideas.models import IMPORTANCES, Idea, IdeaVote


def vote(actor: Actor, idea_id: int, *, importance: str | None) -> Idea:
    """Say "I need this" and how much, or take it back with None. Saying the same twice changes nothing.

    Who proposed an idea may vote for it like anybody: needing it oneself is what an idea begins with.
    """
    idea = queries.idea(actor, idea_id)
    permissions.demand(actor, "idea.vote", idea)
    if importance is not None and importance not in IMPORTANCES:
        raise Invalid(_l("Please choose how important it is."), field="importance")
    lock(idea)
    own = (IdeaVote.idea_id == idea.id, IdeaVote.person_id == actor.id)
    row = db.session.scalars(select(IdeaVote).where(*own).execution_options(populate_existing=True)).first()
    if (row.importance if row else None) == importance:
        return idea
    if row is None:
        assert importance is not None
        db.session.add(IdeaVote(idea_id=idea.id, person_id=actor.id, importance=importance, created_at=clock.now()))
    elif importance is None:
        db.session.delete(row)
    else:
        row.importance = importance
    counts.recount_votes(idea)
    publish(IdeaVoted(idea.id, actor.id))
    return idea
