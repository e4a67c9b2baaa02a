"""Every read of accounts."""

import hashlib
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import and_, bindparam, func, or_, select

from portal.accounts.models import Device, Person, Registration, Token
from portal.core import clock, paging
from portal.core.db import db, reading
from portal.core.errors import NotFound
from portal.core.permissions import TEAM, Actor, demand
from portal.core.refs import Card, Ref


def digest(secret: str) -> str:
    """How session ids and tokens are kept: SHA-256 of a random secret, in hex."""
    return hashlib.sha256(secret.encode("utf-8", "replace")).hexdigest()


_p, _d = Person.__table__, Device.__table__
_ACTOR = (
    *(
        _p.c[name]
        for name in ("id", "name", "slug", "role", "verified_at", "language", "time_zone", "segment", "company")
    ),
    *(_p.c[name] for name in ("unread_count", "created_at", "trusted_at", "publishes")),
)
# Asked by every request of a member: plain columns, without the ORM's preparations.
_BY_DEVICE = (
    select(
        *_ACTOR,
        _d.c.id.label("device_id"),
        _d.c.expires_at,
        _d.c.last_seen_at.label("device_seen_at"),
        _p.c.suspended_at,
    )
    .join_from(_d, _p, _d.c.person_id == _p.c.id)
    .where(_d.c.digest == bindparam("digest"))
)


def actor_by_session(sid: str) -> Actor | None:
    """Who is signed in under this session id; None when the row is gone, expired, or the person suspended."""
    row = db.session.execute(_BY_DEVICE, {"digest": digest(sid)}).first()
    if row is None or row.suspended_at is not None or row.expires_at <= clock.now():
        return None
    return _actor(row, row.device_id, row.device_seen_at)


def suspended_session(sid: str) -> str | None:
    """Why the account that was signed in under this session id is suspended; None when it is not."""
    query = select(_p.c.suspended_reason).join_from(_d, _p, _d.c.person_id == _p.c.id)
    return db.session.scalar(query.where(_d.c.digest == digest(sid), _p.c.suspended_at.is_not(None)))


def _actor(row: Any, device_id: int | None = None, seen_at: Any = None) -> Actor:
    return Actor(
        id=row.id,
        name=row.name,
        slug=row.slug,
        role=row.role,
        verified=row.verified_at is not None,
        language=row.language,
        time_zone=row.time_zone,
        segment=row.segment,
        company=row.company,
        unread=row.unread_count,
        created_at=row.created_at,
        trusted=row.trusted_at is not None,
        publishes=row.publishes,
        session_id=device_id,
        session_seen_at=seen_at,
    )


def actor_of(person_id: int) -> Actor | None:
    """A person as an actor, for mail and jobs: what may *they* see? None when suspended or gone."""
    row = db.session.execute(select(*_ACTOR).where(Person.id == person_id, Person.suspended_at.is_(None))).first()
    return _actor(row) if row else None


def person(person_id: int) -> Person | None:
    return db.session.get(Person, person_id)


def by_email(email: str) -> Person | None:
    return db.session.scalars(select(Person).where(Person.email == email.strip().lower())).first()


_CREDENTIALS = select(Person.id, Person.password_hash, Person.role, Person.suspended_at, Person.suspended_reason)


def credentials(email: str) -> Any:
    """What sign-in compares, read in a short transaction of its own: while a password is checked nothing is held."""
    token = reading.set(True)
    try:
        with db.engine.connect() as connection:
            return connection.execute(_CREDENTIALS.where(Person.email == email.strip().lower()[:254])).first()
    finally:
        reading.reset(token)


def token(secret: str, purpose: str) -> Token | None:
    """A token that can still be used."""
    found = db.session.scalars(
        select(Token).where(Token.digest == digest(secret), Token.purpose == purpose, Token.used_at.is_(None))
    ).first()
    return found if found is not None and found.expires_at > clock.now() else None


def registration(secret: str) -> Registration | None:
    """A registration that can still be confirmed."""
    found = db.session.scalars(
        select(Registration).where(Registration.digest == digest(secret), Registration.used_at.is_(None))
    ).first()
    return found if found is not None and found.expires_at and found.expires_at > clock.now() else None


def registration_by_id(number: int) -> Registration | None:
    return db.session.get(Registration, number)


def team_names() -> list[tuple[int, str]]:
    """Ids and names of the team, whom nobody may be mistaken for."""
    rows = db.session.execute(select(Person.id, Person.name).where(Person.role.in_(TEAM)))
    return [(row.id, row.name) for row in rows]


def names_that_look_like(skeleton: str, but: int | None = None) -> list[str]:
    """Names of other people with this skeleton; unclaimed imported accounts do not count."""
    query = select(Person.name).where(Person.skeleton == skeleton, Person.email.is_not(None))
    return list(db.session.scalars(query.where(Person.id != but) if but is not None else query).unique())


def profile(actor: Actor, person_id: int) -> Person:
    """A person as others may see them. Raises ``NotFound``; an invitation that nobody took up is only for staff."""
    found = db.session.get(Person, person_id)
    if found is None or not (actor.is_staff or actor.id == found.id or found.verified_at or found.source_site):
        raise NotFound("person")
    return found


def for_staff(actor: Actor, person_id: int) -> Person:
    """A person with everything that staff may know."""
    demand(actor, "account.people")
    return profile(actor, person_id)


def devices(actor: Actor) -> list[Device]:
    """The browsers the actor is signed in on, the latest first."""
    query = select(Device).where(Device.person_id == actor.id, Device.expires_at > clock.now())
    return list(db.session.scalars(query.order_by(Device.last_seen_at.desc(), Device.id.desc())))


def people(
    actor: Actor, *, words: str = "", skeleton: str = "", role: str = "", suspended: bool = False, cursor: str = ""
) -> paging.Page[Any]:
    """For staff: newest first, by parts of name or address, by role, only the suspended. ``skeleton`` of ``words``
    finds names in any case and script form."""
    demand(actor, "account.people")
    query = select(
        Person.id, Person.name, Person.slug, Person.email, Person.role, Person.created_at, Person.last_seen_at,
        Person.suspended_at, Person.verified_at, Person.source_site, Person.merged_into_id,
    )  # fmt: skip
    if words:
        parts = [Person.name.contains(words, autoescape=True), Person.email.contains(words.lower(), autoescape=True)]
        query = query.where(or_(*parts, *([Person.skeleton.contains(skeleton, autoescape=True)] if skeleton else [])))
    if role:
        query = query.where(Person.role == role)
    if suspended:
        query = query.where(Person.suspended_at.is_not(None))
    after = paging.decode(cursor, (int,))
    if after:
        query = query.where(Person.id < after[0])
    rows = db.session.execute(query.order_by(Person.id.desc()).limit(paging.PAGE_SIZE + 1)).all()
    return paging.cut(rows, paging.PAGE_SIZE, lambda row: (row.id,))


def support() -> list[int]:
    """Who answers what is written to support alone."""
    query = select(Person.id).where(Person.role.in_(("staff", "admin")), Person.suspended_at.is_(None))
    return list(db.session.scalars(query.order_by(Person.id)))


def of_role(role: str) -> list[int]:
    """Everybody who has this role and no other."""
    query = select(Person.id).where(Person.role == role, Person.suspended_at.is_(None))
    return list(db.session.scalars(query.order_by(Person.id)))


def support_names() -> list[tuple[int, str]]:
    """Ids and names of those who may look after things, by name."""
    query = select(Person.id, Person.name).where(Person.role.in_(("staff", "admin")), Person.suspended_at.is_(None))
    return [(row.id, row.name) for row in db.session.execute(query.order_by(Person.name, Person.id))]


def publishers() -> list[int]:
    """Who may show a case to readers."""
    able = or_(Person.role == "admin", and_(Person.role == "staff", Person.publishes))
    return list(db.session.scalars(select(Person.id).where(able, Person.suspended_at.is_(None)).order_by(Person.id)))


def admins() -> int:
    """How many admins can sign in."""
    query = select(func.count()).select_from(Person)
    can_sign_in = (Person.role == "admin", Person.password_hash.is_not(None), Person.suspended_at.is_(None))
    return db.session.scalar(query.where(*can_sign_in)) or 0


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """People for lists of refs."""
    rows = db.session.execute(select(Person.id, Person.name, Person.slug).where(Person.id.in_(ids)))
    return {
        row.id: Card(Ref("person", row.id), row.name, f"/people/{row.id}/{row.slug}", kind_label="person")
        for row in rows
    }
