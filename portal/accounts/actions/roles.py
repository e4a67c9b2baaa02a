"""Giving roles, and the right to publish."""

from flask_babel import gettext as _

from portal.accounts import events, queries, tokens
from portal.accounts.actions import devices
from portal.core import audit
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import ROLES, Actor, demand
from portal.core.refs import Ref


def set_role(actor: Actor, *, person_id: int, role: str, reason: str = "") -> None:
    """Sessions of the person end: what was opened under the old role must not go on, and a role of the team asks for a
    longer password at the next sign-in. Raises ``Invalid`` for an unknown role or the last admin."""
    person = queries.person(person_id)
    if person is None:
        raise NotFound("person")
    demand(actor, "account.set_role", person)
    if role not in ROLES:
        raise Invalid(_("There is no such role."), "role")
    if role == person.role:
        return
    if person.role == "admin" and person.password_hash and queries.admins() <= 1 and person.suspended_at is None:
        raise Invalid(_("This is the only administrator. Make somebody else one first."), "role")
    if person.email is None and person.source_site:
        raise Invalid(_("Nobody can sign in with an imported account."), "role")
    old, person.role = person.role, role
    person.publishes = person.publishes and role == "staff"
    tokens.void(person.id)
    devices.end_all(person.id)
    audit.record(actor, "role.set", Ref("person", person.id), reason, old=old, new=role)
    publish(events.RoleChanged(person.id, role))


def set_publishing(actor: Actor, *, person_id: int, on: bool) -> None:
    """Let a person of support publish cases, or no longer. Raises ``NotFound``, ``Forbidden``."""
    person = queries.person(person_id)
    if person is None:
        raise NotFound("person")
    demand(actor, "account.set_publishing", person)
    if person.publishes != on:
        person.publishes = on
        audit.record(actor, "account.publishing", Ref("person", person.id), on=on)
