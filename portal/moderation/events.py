"""What moderation tells upward."""

from dataclasses import dataclass

from portal.core.events import Event


@dataclass(frozen=True, slots=True)
class PostModerated(Event):
    """Staff decided on a post. ``verb``: approve, hide, delete, restore, close, reopen, duplicate, lock, unlock.

    What its author is told stands on the card of ``Ref("decision", decision_id)``: title is the verb and the reason
    in the language of the moment, excerpt the words staff added. Flags that were put aside are no news.
    """

    kind: str
    thing_id: int
    verb: str
    decision_id: int
    actor_id: int | None
    author_id: int | None


@dataclass(frozen=True, slots=True)
class PostFlagged(Event):
    """A member says that something is wrong with a post."""

    kind: str
    thing_id: int
    reason: str
    actor_id: int | None
