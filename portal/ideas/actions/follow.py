"""Follows are kept elsewhere; the idea shows how many there are."""

from portal.core.db import db, lock
from portal.core.post_events import FollowersChanged
from portal.ideas.actions import counts
from portal.ideas.models import Idea


def take_follower_count(event: FollowersChanged) -> None:
    """Reaction: somebody began or ended following an idea."""
    idea = db.session.get(Idea, event.thing_id) if event.kind == "idea" else None
    if idea is not None:
        lock(idea)
        idea.follower_count = event.count
        counts.changed(idea)
