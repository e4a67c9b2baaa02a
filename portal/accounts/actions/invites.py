"""Accounts made by an admin: with a password at once, or with a one-time link to set one."""

from flask_babel import gettext as _
from sqlalchemy import select

from portal.accounts import addresses, events, names, passwords, queries, tokens
from portal.accounts.actions.sign_in import SignedIn, welcome
from portal.accounts.models import Person
from portal.core import audit, clock
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import ROLES, TEAM, Actor, demand
from portal.core.refs import Ref
from portal.core.slugs import slug_latin
from portal.web import current


def create(actor: Actor, *, email: str, name: str, role: str = "member", password: str = "") -> Person:
    """A new account. Without a password it waits for an invitation to be taken up. Raises ``Invalid``."""
    demand(actor, "account.create")
    if role not in ROLES:
        raise Invalid(_("There is no such role."), "role")
    email = addresses.tidy(email)
    if password:
        passwords.check(password, role=role, about=(name, email))
    if queries.by_email(email) is not None:
        raise Invalid(_("This address has an account already."), "email")
    person = _new(names.check(name, team=role in TEAM, portal_name=current.settings().name), role)
    person.email = email
    audit.record(actor, "account.create", Ref("person", person.id), role=role)
    if password:
        person.password_hash, person.verified_at = passwords.hashed(password), clock.now()
        _tell(person)
    return person


def invite(actor: Actor, *, person_id: int) -> str:
    """The secret of a one-time link with which the person sets name and password; an older one ends."""
    demand(actor, "account.create")
    person = queries.person(person_id)
    if person is None or person.suspended_at is not None or person.merged_into_id is not None:
        raise NotFound("person")
    if person.password_hash is not None:
        raise Invalid(_("This person has a password already."))
    return tokens.issue(person.id, "invite", person.email or "")


def first_admin(actor: Actor) -> str:
    """The secret of a link for the first admin; '' when there is one already who can sign in."""
    demand(actor, "account.create")
    if queries.admins():
        return ""
    waiting = select(Person).where(
        Person.role == "admin",
        Person.password_hash.is_(None),
        Person.suspended_at.is_(None),
        Person.source_site.is_(None),
    )
    person = db.session.scalars(waiting.order_by(Person.id).limit(1)).first() or _new("Admin", "admin")
    return tokens.issue(person.id, "invite", person.email or "")


def accept_invite(
    actor: Actor, *, secret: str, name: str, password: str, email: str = "", user_agent: str = ""
) -> SignedIn:
    """The invited person sets name and password (and an address, when none was given) and is signed in."""
    token = queries.token(secret, "invite")
    person = queries.person(token.person_id) if token else None
    if token is None or person is None or person.suspended_at is not None or (person.email or "") != token.email:
        raise NotFound("invite")
    address = person.email or addresses.tidy(email)
    if person.email is None and queries.by_email(address) is not None:
        raise Invalid(_("This address has an account already."), "email")
    passwords.check(password, role=person.role, about=(name, address))
    settings = current.settings()
    checked = names.check(name, team=person.role in TEAM, person_id=person.id, portal_name=settings.name)
    tokens.use(secret, "invite")
    tokens.void(person.id)
    person.name, person.slug, person.skeleton = checked, slug_latin(checked), names.skeleton(checked)
    person.email, person.password_hash, person.verified_at = address, passwords.hashed(password), clock.now()
    _tell(person)
    return welcome(person.id, user_agent=user_agent)


def _new(name: str, role: str) -> Person:
    person = Person(name=name, slug=slug_latin(name), skeleton=names.skeleton(name), role=role, created_at=clock.now())
    db.session.add(person)
    db.session.flush()
    return person


def _tell(person: Person) -> None:
    db.session.flush()
    publish(events.PersonRegistered(person.id))
    publish(events.PersonVerified(person.id))
