"""Counters of an idea, each set from a count while the idea's row is held, so that they cannot drift."""

from sqlalchemy import func, select

from portal.core.db import db
from portal.core.visibility import Status
from portal.ideas.models import Idea, IdeaComment, IdeaVote


def recount_votes(idea: Idea) -> None:
    """The caller holds the row (``db.lock``)."""
    db.session.flush()
    query = select(IdeaVote.importance, func.count()).where(IdeaVote.idea_id == idea.id).group_by(IdeaVote.importance)
    by_importance = {row[0]: row[1] for row in db.session.execute(query)}
    idea.nice_votes = by_importance.get("nice", 0)
    idea.important_votes = by_importance.get("important", 0)
    idea.critical_votes = by_importance.get("critical", 0)
    idea.vote_count = sum(by_importance.values())
    changed(idea)


def recount_comments(idea: Idea) -> None:
    """The caller holds the row (``db.lock``). Only live comments count."""
    db.session.flush()
    live = (IdeaComment.idea_id == idea.id, IdeaComment.status == Status.LIVE.value)
    idea.comment_count = db.session.scalar(select(func.count()).select_from(IdeaComment).where(*live)) or 0
    changed(idea)


def changed(idea: Idea) -> None:
    """The page is another one now. The database counts, so that parallel writes never give one number twice."""
    idea.version = Idea.version + 1
    db.session.flush()
