"""Shutting an account out, with a reason, and letting it back in."""

from flask_babel import gettext as _

from portal.accounts import events, queries, tokens
from portal.accounts.actions import devices
from portal.accounts.models import Person
from portal.core import audit, clock
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref


def suspend(actor: Actor, *, person_id: int, reason: str) -> None:
    """Every session and every link of the person ends at once. The reason is shown to them at their next request,
    and when they sign in."""
    person = _person(actor, person_id)
    if not reason.strip():
        raise Invalid(_("Please give a reason: the person will read it."), "reason")
    if person.role == "admin" and person.password_hash and queries.admins() <= 1 and person.suspended_at is None:
        raise Invalid(_("This is the only administrator. Make somebody else one first."), "reason")
    person.suspended_at, person.suspended_reason = person.suspended_at or clock.now(), reason.strip()[:1000]
    tokens.void(person.id)
    devices.expire_all(person.id)
    audit.record(actor, "account.suspend", Ref("person", person.id), reason.strip())
    publish(events.PersonSuspended(person.id))


def restore(actor: Actor, *, person_id: int, reason: str = "") -> None:
    """They may sign in again, with the password they had."""
    person = _person(actor, person_id)
    if person.suspended_at is None:
        return
    person.suspended_at, person.suspended_reason = None, ""
    audit.record(actor, "account.restore", Ref("person", person.id), reason.strip())
    publish(events.PersonRestored(person.id))


def _person(actor: Actor, person_id: int) -> Person:
    person = queries.person(person_id)
    if person is None:
        raise NotFound("person")
    demand(actor, "account.suspend", person)
    return person
