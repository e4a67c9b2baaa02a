"""Changing the password one knows, and setting a new one with a link when it is forgotten."""

from flask_babel import gettext as _

from portal.accounts import addresses, passwords, queries, tokens
from portal.accounts.actions import devices
from portal.accounts.models import Person
from portal.core import audit, clock, outbox
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref


def request_reset(actor: Actor, *, email: str) -> None:
    """Have a link sent when the address has an account. Whether it has one is looked up when the letter is written."""
    outbox.put("account_mail", letter="reset", email=addresses.tidy(email))


def reset_password(actor: Actor, *, secret: str, password: str) -> None:
    """Set a new password with the link; every session ends. Raises ``NotFound`` for a link that is no longer good."""
    token = queries.token(secret, "reset")
    person = queries.person(token.person_id) if token else None
    if person is None or token is None or person.suspended_at is not None or person.email != token.email:
        raise NotFound("reset")
    passwords.check(password, role=person.role, about=(person.name, person.email or ""))
    tokens.use(secret, "reset")
    person.verified_at = person.verified_at or clock.now()
    _set(person, password)
    audit.record(queries.actor_of(person.id) or actor, "password.reset", Ref("person", person.id))


def change_password(actor: Actor, *, old: str, password: str, user_agent: str = "") -> str:
    """Every session ends, on every device; gives the id of a new one for this browser."""
    demand(actor, "account.settings")
    person = confirmed_by_password(actor, old, "old")
    passwords.check(password, role=person.role, about=(person.name, person.email or ""))
    _set(person, password)
    audit.record(actor, "password.change", Ref("person", person.id))
    return devices.open_device(person.id, user_agent=user_agent)


def confirmed_by_password(actor: Actor, password: str, field: str) -> Person:
    """The actor's own account, when this is its password. Raises ``Invalid`` beside ``field``."""
    person = queries.person(actor.id or 0)
    if person is None or not passwords.matches(person.password_hash, password):
        raise Invalid(_("This is not your password."), field)
    return person


def _set(person: Person, password: str) -> None:
    person.password_hash = passwords.hashed(password)
    tokens.void(person.id)
    devices.end_all(person.id)
    outbox.put("account_mail", letter="password_changed", person_id=person.id)
