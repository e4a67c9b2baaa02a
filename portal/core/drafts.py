"""Drafts: what was typed into a form, kept before it is sent.

``place`` names the form (``ask``, ``answer-12``, ``idea``, ``edit-case-3``). A member's draft hangs on the account. A
guest keeps drafts in the browser; one who sends before signing in leaves a row under a random key from the cookie,
which is adopted at sign-in.
"""

import hashlib
from datetime import datetime, timedelta

from sqlalchemy import JSON, ForeignKey, String, UniqueConstraint, delete, select
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Base, db
from portal.core.permissions import Actor

MAX_CHARS = 70_000  # a question with its answer
MAX_PLACES = 40
GUEST_DAYS = 7


class Draft(Base):
    """The fields of one unsent form of one person (or of one guest's browser)."""

    __tablename__ = "draft"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int | None] = mapped_column(ForeignKey("person.id"))
    guest_digest: Mapped[str | None] = mapped_column(String(64), index=True)
    place: Mapped[str] = mapped_column(String(60))
    fields: Mapped[dict[str, str]] = mapped_column(JSON)
    updated_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "place"),)


def _digest(guest_key: str) -> str:
    return hashlib.sha256(guest_key.encode()).hexdigest()


def _find(place: str, *, person_id: int | None = None, guest_key: str = "") -> Draft | None:
    owner = Draft.person_id == person_id if person_id is not None else Draft.guest_digest == _digest(guest_key)
    return db.session.scalars(select(Draft).where(owner, Draft.place == place[:60]).limit(1)).first()


def save(actor: Actor, place: str, fields: dict[str, str], *, guest_key: str = "") -> None:
    """Keep ``fields`` (bounded to ``MAX_CHARS`` in all). Empty fields drop the draft."""
    kept = _bounded(fields)
    if actor.id is None and not guest_key:
        return
    row = _find(place, person_id=actor.id, guest_key=guest_key)
    if not any(value.strip() for value in kept.values()):
        if row is not None:
            db.session.delete(row)
        return
    if row is None:
        row = Draft(person_id=actor.id, guest_digest=None if actor.id else _digest(guest_key), place=place[:60])
        db.session.add(row)
    row.fields, row.updated_at = kept, clock.now()
    _forget_oldest(actor)


def _bounded(fields: dict[str, str]) -> dict[str, str]:
    room, kept = MAX_CHARS, {}
    for name, value in list(fields.items())[:20]:
        kept[name[:40]] = str(value)[:room]
        room -= len(kept[name[:40]])
    return kept


def _forget_oldest(actor: Actor) -> None:
    if actor.id is None:
        return
    newest = select(Draft.id).where(Draft.person_id == actor.id).order_by(Draft.updated_at.desc(), Draft.id.desc())
    too_many = db.session.scalars(newest.offset(MAX_PLACES)).all()
    if too_many:
        db.session.execute(delete(Draft).where(Draft.id.in_(too_many)))


def load(actor: Actor, place: str) -> dict[str, str]:
    """The fields of a member's draft; empty for a guest, whose draft is in the browser."""
    row = _find(place, person_id=actor.id) if actor.id is not None else None
    return dict(row.fields) if row else {}


def drop(actor: Actor, place: str) -> None:
    """The form was sent."""
    if actor.id is not None:
        db.session.execute(delete(Draft).where(Draft.person_id == actor.id, Draft.place == place[:60]))


def adopt(actor: Actor, guest_key: str) -> list[str]:
    """Hand a guest's rows to the member who just signed in; returns the places. An own newer draft is replaced."""
    rows = list(db.session.scalars(select(Draft).where(Draft.guest_digest == _digest(guest_key))))
    for row in rows:
        drop(actor, row.place)
        db.session.flush()
        row.person_id, row.guest_digest = actor.id, None
    return [row.place for row in rows]


def sweep() -> None:
    """Forget what guests left and never came back for."""
    db.session.execute(
        delete(Draft).where(
            Draft.guest_digest.is_not(None), Draft.updated_at < clock.now() - timedelta(days=GUEST_DAYS)
        )
    )
