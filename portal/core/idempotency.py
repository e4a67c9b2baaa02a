"""Posting twice makes one post: each form carries a key, kept here with the digest of the text and the address made."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import String, UniqueConstraint, select
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Base, db
from portal.core.errors import Conflict
from portal.core.permissions import Actor

AGAIN = timedelta(minutes=2)  # a browser that goes back keeps the text and gets a new key


class PostedOnce(Base):
    """A key that was used. Rows older than a week are swept."""

    __tablename__ = "posted_once"
    id: Mapped[int] = mapped_column(primary_key=True)
    person_id: Mapped[int]
    key: Mapped[str] = mapped_column(String(64))
    digest: Mapped[str] = mapped_column(String(64))
    location: Mapped[str] = mapped_column(String(500), default="")
    created_at: Mapped[datetime]

    __table_args__ = (UniqueConstraint("person_id", "key"),)


def new_key() -> str:
    return secrets.token_urlsafe(18)


def digest(*parts: object) -> str:
    """A fingerprint of what was sent."""
    return hashlib.sha256("\x1f".join(str(part) for part in parts).encode("utf-8", "surrogatepass")).hexdigest()


@dataclass(slots=True)
class Once:
    """``location`` is set when this very text was posted already: go there. Else post, then ``finish(address)``."""

    row_id: int
    location: str = ""

    def finish(self, location: str) -> None:
        row = db.session.get(PostedOnce, self.row_id)
        assert row is not None
        row.location = location


def begin(actor: Actor, key: str, *parts: object) -> Once:
    """Claim ``key`` for what is being posted (``parts``).

    A second request with the same key waits for the first one's transaction and then sees its row. The same key with
    another text raises ``Conflict``; the same text with another key, within ``AGAIN``, is the same post. An empty key
    is refused like a conflict: our own forms always carry one.
    """
    if not key or len(key) > 64:
        raise Conflict("idempotency key")
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgres_insert
    mark = digest(*parts)
    added = db.session.scalar(
        insert(PostedOnce)
        .values(person_id=actor.id, key=key, digest=mark, location="", created_at=clock.now())
        .on_conflict_do_nothing(index_elements=["person_id", "key"])
        .returning(PostedOnce.id)
    )
    row = db.session.scalars(
        select(PostedOnce)
        .where(PostedOnce.person_id == actor.id, PostedOnce.key == key)
        .execution_options(populate_existing=True)
    ).one()
    if added is not None:
        return Once(row.id, _just_made(row))
    if row.digest != mark:
        raise Conflict("idempotency key")
    return Once(row.id, row.location)


def _just_made(row: PostedOnce) -> str:
    """Where the same person's same text went a moment ago; empty when it did not."""
    location = db.session.scalar(
        select(PostedOnce.location)
        .where(
            PostedOnce.person_id == row.person_id,
            PostedOnce.digest == row.digest,
            PostedOnce.location != "",
            PostedOnce.created_at > row.created_at - AGAIN,
            PostedOnce.id != row.id,
        )
        .order_by(PostedOnce.id.desc())
        .limit(1)
    )
    row.location = location or ""
    return row.location
