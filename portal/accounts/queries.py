"""Every read of accounts."""

import hashlib
from collections.abc import Mapping, Sequence

from sqlalchemy import select

from portal.accounts.models import Device, Person
from portal.core import clock
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref


def digest(secret: str) -> str:
    """How session ids and tokens are kept: SHA-256 of a random secret, in hex."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


_ACTOR = (
    Person.id,
    Person.name,
    Person.slug,
    Person.role,
    Person.verified_at,
    Person.language,
    Person.time_zone,
    Person.segment,
    Person.company,
    Person.unread_count,
    Person.created_at,
    Person.trusted_at,
)
_BY_DEVICE = select(*_ACTOR, Device.id.label("device_id"), Device.expires_at, Person.suspended_at).join(
    Device, Device.person_id == Person.id
)


def actor_by_session(sid: str) -> Actor | None:
    """Who is signed in under this session id; None when the row is gone, expired, or the person suspended."""
    row = db.session.execute(_BY_DEVICE.where(Device.digest == digest(sid))).first()
    if row is None or row.suspended_at is not None or row.expires_at <= clock.now():
        return None
    return _actor(row, row.device_id)


def _actor(row: object, device_id: int | None = None) -> Actor:
    return Actor(
        id=row.id,
        name=row.name,
        slug=row.slug,
        role=row.role,
        verified=row.verified_at is not None,  # type: ignore[attr-defined]
        language=row.language,
        time_zone=row.time_zone,
        segment=row.segment,
        company=row.company,  # type: ignore[attr-defined]
        unread=row.unread_count,
        created_at=row.created_at,
        trusted=row.trusted_at is not None,  # type: ignore[attr-defined]
        session_id=device_id,
    )


def actor_of(person_id: int) -> Actor | None:
    """A person as an actor, for mail and jobs: what may *they* see? None when suspended or gone."""
    row = db.session.execute(select(*_ACTOR).where(Person.id == person_id, Person.suspended_at.is_(None))).first()
    return _actor(row) if row else None


def person(person_id: int) -> Person | None:
    return db.session.get(Person, person_id)


def by_email(email: str) -> Person | None:
    return db.session.scalars(select(Person).where(Person.email == email.strip().lower())).first()


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """People for lists of refs."""
    rows = db.session.execute(select(Person.id, Person.name, Person.slug).where(Person.id.in_(ids)))
    return {
        row.id: Card(Ref("person", row.id), row.name, f"/people/{row.id}/{row.slug}", kind_label="person")
        for row in rows
    }
