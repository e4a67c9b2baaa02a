"""Flags on one thing."""

from dataclasses import dataclass

from sqlalchemy import select

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.moderation.models import Flag


@dataclass(frozen=True, slots=True)
class Flagged:
    flag: Flag
    name: str
    slug: str


def open_flags(ref: Ref) -> list[Flagged]:
    """For staff: every open flag and who raised it, oldest first."""
    rows = db.session.execute(
        select(Flag, Person.name, Person.slug)
        .join(Person, Person.id == Flag.person_id)
        .where(Flag.kind == ref.kind, Flag.thing_id == ref.id, Flag.resolved_at.is_(None))
        .order_by(Flag.id)
        .limit(100)
    )
    return [Flagged(flag, name, slug) for flag, name, slug in rows]


def last_flag(actor: Actor, ref: Ref) -> Flag | None:
    """The actor's own latest flag on a thing, open or not."""
    return db.session.scalars(
        select(Flag)
        .where(Flag.kind == ref.kind, Flag.thing_id == ref.id, Flag.person_id == actor.id)
        .order_by(Flag.id.desc())
        .limit(1)
    ).first()
