"""Signing in and out."""

from dataclasses import dataclass

from flask_babel import gettext as _
from sqlalchemy import delete, update

from portal.accounts import passwords, queries
from portal.accounts.actions import devices
from portal.accounts.models import Device, Person
from portal.core import drafts, outbox
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor


@dataclass(frozen=True, slots=True)
class SignedIn:
    """``sid`` is the new session id. It is '' when the role asks for a longer password than was given: a letter with a
    link to set one is on its way, and nobody is signed in."""

    person_id: int
    sid: str
    drafts: tuple[str, ...] = ()


def sign_in(actor: Actor, *, email: str, password: str, user_agent: str = "", guest_key: str = "") -> SignedIn:
    """Raises ``Invalid``, the same for no such account and a wrong password. Only who knows the password of a suspended
    account is told so. The session this browser had before ends."""
    row = queries.credentials(email)
    if not passwords.matches(row.password_hash if row else None, password) or row is None:
        raise Invalid(_("The address or the password is wrong."))
    if row.suspended_at is not None:
        raise Invalid(_("This account is suspended. Reason: %(reason)s", reason=row.suspended_reason))
    if passwords.too_short(password, row.role):
        outbox.put("account_mail", letter="reset", email=email.strip().lower())
        return SignedIn(row.id, "")
    renewed = passwords.rehashed(row.password_hash, password)
    if renewed:
        db.session.execute(update(Person).where(Person.id == row.id).values(password_hash=renewed))
    sign_out(actor)
    return welcome(row.id, user_agent=user_agent, guest_key=guest_key)


def welcome(person_id: int, *, user_agent: str = "", guest_key: str = "") -> SignedIn:
    """Open a session for somebody who has just shown who they are, and hand over what they wrote as a guest."""
    sid = devices.open_device(person_id, user_agent=user_agent)
    person = queries.actor_of(person_id)
    places = drafts.adopt(person, guest_key) if person is not None and guest_key else []
    return SignedIn(person_id, sid, tuple(places))


def sign_out(actor: Actor) -> None:
    """End this session, also every copy of its cookie. For a guest there is nothing to end."""
    if actor.session_id is not None:
        db.session.execute(delete(Device).where(Device.id == actor.session_id))
