"""Every write of moderation, one verb a file."""

from portal.moderation.actions.claim import claim, release
from portal.moderation.actions.decide import decide
from portal.moderation.actions.flag import flag
from portal.moderation.actions.items import hold, move_authorship, settle, settle_thing

__all__ = ["claim", "decide", "flag", "hold", "move_authorship", "release", "settle", "settle_thing"]
