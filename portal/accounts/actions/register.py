"""Registering, and confirming that the address is one's own.

Until the link in the letter is opened no person exists. What an address already has is looked up only when the letter
is written, so that the page answers alike, and as quickly, for every address (promise R8).
"""

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, update

from portal.accounts import addresses, events, names, passwords, queries, tokens
from portal.accounts.actions.sign_in import SignedIn, welcome
from portal.accounts.models import Person, Registration
from portal.core import clock, outbox
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.permissions import Actor
from portal.core.slugs import slug_latin
from portal.web import current

KEPT = timedelta(days=2)


def register(actor: Actor, *, name: str, email: str, password: str, language: str = "") -> str:
    """Note the wish and have a letter sent. Gives a key for this browser, with which the link needs no password."""
    email = addresses.tidy(email)
    passwords.check(password, about=(name, email))
    kept = passwords.hashed(password)
    name = names.check(name, portal_name=current.settings().name)
    browser = secrets.token_urlsafe(18)
    now = clock.now()
    db.session.execute(delete(Registration).where(Registration.created_at < now - KEPT))
    registration = Registration(
        name=name,
        email=email,
        password_hash=kept,
        language=language,
        browser_digest=queries.digest(browser),
        created_at=now,
    )
    db.session.add(registration)
    db.session.flush()
    outbox.put("account_mail", letter="confirm", registration_id=registration.id)
    return browser


def same_browser(registration: Registration | None, key: str) -> bool:
    """Is this the browser the form was filled in with? Another one is asked for the password: the letter alone must
    not be enough, or a stranger could register with your address and wait until you open the link."""
    return (
        registration is not None
        and bool(key)
        and secrets.compare_digest(registration.browser_digest, queries.digest(key))
    )


def confirm(
    actor: Actor, *, secret: str, browser_key: str = "", password: str = "", user_agent: str = "", guest_key: str = ""
) -> SignedIn:
    """Make the account and sign in. Raises ``NotFound`` for a link that is no longer good, ``Invalid`` for a wrong
    password or an address that got its account in the meantime."""
    found = queries.registration(secret)
    if found is None:
        raise NotFound("registration")
    if not same_browser(found, browser_key) and not passwords.matches(found.password_hash, password):
        raise Invalid(_("This is not the password that was given with this registration."), "password")
    tokens.use_registration(found.id)
    if queries.by_email(found.email) is not None:
        raise Invalid(_("This address has an account by now. Please sign in."))
    person = _make(found)
    return welcome(person.id, user_agent=user_agent, guest_key=guest_key)


def _make(found: Registration) -> Person:
    now = clock.now()
    person = Person(
        name=found.name,
        slug=slug_latin(found.name),
        skeleton=names.skeleton(found.name),
        email=found.email,
        password_hash=found.password_hash,
        language=found.language,
        verified_at=now,
        created_at=now,
        last_seen_at=now,
    )
    db.session.add(person)
    db.session.flush()
    others = update(Registration).where(Registration.email == found.email, Registration.used_at.is_(None))
    db.session.execute(others.values(used_at=now).execution_options(synchronize_session=False))
    publish(events.PersonRegistered(person.id))
    publish(events.PersonVerified(person.id))
    return person
