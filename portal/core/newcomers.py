"""First posts of people nobody knows yet wait for a moderator when their text carries links."""

from portal.core import richtext
from portal.core.permissions import Actor
from portal.core.visibility import Status


def first_status(actor: Actor, *texts: str) -> str:
    """``waiting`` or ``live``. Team members and people whose first post was approved never wait."""
    if actor.is_team or actor.trusted:
        return Status.LIVE.value
    linked = any(richtext.count_links(text) for text in texts)
    return (Status.WAITING if linked else Status.LIVE).value
