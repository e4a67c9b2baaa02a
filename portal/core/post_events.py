"""News that posts of any kind tell, so that those who hear need not know which capability speaks."""

from dataclasses import dataclass

from portal.core.events import Event


@dataclass(frozen=True, slots=True)
class PostHeld(Event):
    """A newcomer's post waits for a moderator. ``kind``: question, answer, comment, idea, idea_comment."""

    kind: str
    thing_id: int
    author_id: int | None


@dataclass(frozen=True, slots=True)
class FollowersChanged(Event):
    """Somebody began or ended following; ``count`` is the new number."""

    kind: str
    thing_id: int
    count: int
