"""What one can do: follow, read, choose letters. And telling, which reactions to events do."""

from portal.notifications.actions.choose import choose, choose_all
from portal.notifications.actions.follow import begin, follow
from portal.notifications.actions.read import read, read_all

__all__ = ["begin", "choose", "choose_all", "follow", "read", "read_all"]
