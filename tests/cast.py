"""The fixed cast. Carla asks, Amir answers, Stella is staff, Pavel is product, Ada is admin, Nils is nobody in
particular; Gus is a guest. Everyone's password is ``PASSWORD``."""

import secrets
from dataclasses import dataclass
from datetime import timedelta

from portal.accounts import queries as accounts
from portal.accounts.models import Device, Person
from portal.core import clock
from portal.core.db import db
from portal.core.permissions import GUEST, Actor

PASSWORD = "correct horse battery staple"
# A digest of PASSWORD with the weakest parameters, so that tests need not wait for the real ones.
ROLES = {
    "carla": "member",
    "amir": "member",
    "stella": "staff",
    "pavel": "product",
    "ada": "admin",
    "nils": "member",
}


@dataclass(frozen=True)
class Cast:
    """Actors by name."""

    carla: Actor
    amir: Actor
    stella: Actor
    pavel: Actor
    ada: Actor
    nils: Actor
    guest: Actor = GUEST

    def named(self, name: str) -> Actor:
        return getattr(self, name)


def make_person(name: str, role: str = "member", **more) -> Person:
    """A confirmed person, written straight into the table."""
    person = _confirmed(name, role, **more)
    db.session.add(person)
    db.session.flush()
    return person


def _confirmed(name: str, role: str, **more) -> Person:
    now = clock.now()
    fields = {
        "name": name,
        "slug": name.lower(),
        "skeleton": name.lower(),
        "email": f"{name.lower()}@example.org",
        "role": role,
        "verified_at": now - timedelta(days=30),
        "created_at": now - timedelta(days=30),
        "language": "en",
        "trusted_at": now - timedelta(days=20),
        "publishes": role == "staff",
    } | more
    return Person(**fields)


def assemble() -> Cast:
    """Write the cast; commits. One statement writes all and one reads all, since most tests begin with it."""
    people = {name: _confirmed(name.capitalize(), role) for name, role in ROLES.items()}
    db.session.add_all(people.values())
    db.session.flush()
    actors = {name: accounts._actor(person) for name, person in people.items()}
    db.session.commit()
    return Cast(**actors)


def sign_in(client, actor: Actor) -> None:
    """Give a test client a session row of this person, as the sign-in page would."""
    sid = f"test-session-{actor.id}-{secrets.token_hex(8)}"
    now = clock.now()
    db.session.add(
        Device(
            person_id=actor.id,
            digest=accounts.digest(sid),
            label="test",
            created_at=now,
            last_seen_at=now,
            expires_at=now + timedelta(days=1),
        )
    )
    db.session.commit()
    with client.session_transaction() as session:
        session["sid"] = sid
