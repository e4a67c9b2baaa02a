"""Choosing how each stream comes by mail."""

from collections.abc import Mapping

from portal.core import clock
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor, demand
from portal.notifications.models import MailChoice
from portal.notifications.streams import MODES, STREAMS


def choose_all(actor: Actor, *, modes: Mapping[str, str]) -> None:
    """Set the streams that ``modes`` names; others stay as they are. Raises ``Invalid`` for an unknown one."""
    demand(actor, "account.settings")
    for stream, mode in modes.items():
        choose(actor.id or 0, stream, mode)


def choose(person_id: int, stream: str, mode: str) -> None:
    """Set one stream of a person who is known by their session, or by the signed address in a letter."""
    if stream not in STREAMS or mode not in MODES:
        raise Invalid(stream)
    db.session.merge(MailChoice(person_id=person_id, stream=stream, mode=mode, changed_at=clock.now()))
    db.session.flush()
