"""One-time secrets sent by mail or printed (promise R10): kept hashed, for an hour, for one account, purpose and
address. Whoever turns ``used_at`` first has used it."""

import secrets
from datetime import timedelta

from sqlalchemy import update

from portal.accounts import queries
from portal.accounts.models import Registration, Token
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotFound

LIFE = timedelta(hours=1)


def issue(person_id: int, purpose: str, email: str) -> str:
    """A new secret; older ones of the same person and purpose end."""
    void(person_id, purpose)
    secret, now = secrets.token_urlsafe(32), clock.now()
    db.session.add(
        Token(
            person_id=person_id,
            purpose=purpose,
            digest=queries.digest(secret),
            email=email,
            created_at=now,
            expires_at=now + LIFE,
        )
    )
    return secret


def use(secret: str, purpose: str) -> Token:
    """Take the token for good. Raises ``NotFound`` when it is unknown, old, void, or somebody was quicker."""
    token = queries.token(secret, purpose)
    if token is None or not _take(Token, token.id):
        raise NotFound(purpose)
    return token


def issue_for(registration: Registration) -> str:
    """A new secret for a registration; the one sent before ends."""
    secret = secrets.token_urlsafe(32)
    registration.digest, registration.expires_at = queries.digest(secret), clock.now() + LIFE
    return secret


def use_registration(registration_id: int) -> None:
    """Raises ``NotFound`` when somebody was quicker."""
    if not _take(Registration, registration_id):
        raise NotFound("registration")


def _take(table: type[Token] | type[Registration], number: int) -> bool:
    now = clock.now()
    done = db.session.execute(
        update(table)
        .where(table.id == number, table.used_at.is_(None), table.expires_at > now)
        .values(used_at=now)
        .execution_options(synchronize_session=False)
    )
    return done.rowcount == 1  # type: ignore[attr-defined]


def void(person_id: int, purpose: str | None = None) -> None:
    """End every open token of a person: the password, the address or the account's standing changed."""
    query = update(Token).where(Token.person_id == person_id, Token.used_at.is_(None))
    if purpose:
        query = query.where(Token.purpose == purpose)
    db.session.execute(query.values(used_at=clock.now()).execution_options(synchronize_session=False))
