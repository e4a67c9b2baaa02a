"""A newcomer's first post was approved: links in later posts need no waiting any more."""

from portal.accounts.models import Person
from portal.core import audit, clock
from portal.core.db import db
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref


def trust(actor: Actor, person_id: int) -> None:
    """Set ``trusted_at`` once, with an audit entry. Somebody who is gone or trusted already changes nothing."""
    demand(actor, "moderation.decide")
    person = db.session.get(Person, person_id)
    if person is None or person.trusted_at is not None:
        return
    person.trusted_at = clock.now()
    audit.record(actor, "account.trust", Ref("person", person_id))
