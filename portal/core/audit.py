"""The append-only list of what staff did and of security events. Rows are only ever inserted: triggers made by the
migration refuse UPDATE and DELETE on both databases. Admins read it under moderation."""

from datetime import datetime
from typing import Any

from sqlalchemy import DDL, JSON, Index, String, Text, event, insert
from sqlalchemy.orm import Mapped, mapped_column

from portal.core import clock
from portal.core.db import Base, db, reading
from portal.core.permissions import Actor
from portal.core.refs import Ref


class AuditEntry(Base):
    """Who did what to which thing, when and why. ``actor_id`` is no foreign key: the entry outlives the account."""

    __tablename__ = "audit_entry"
    id: Mapped[int] = mapped_column(primary_key=True)
    at: Mapped[datetime]
    actor_id: Mapped[int | None]
    actor_name: Mapped[str] = mapped_column(String(80))
    action: Mapped[str] = mapped_column(String(40))
    kind: Mapped[str] = mapped_column(String(20), default="")
    thing_id: Mapped[int | None]
    reason: Mapped[str] = mapped_column(Text, default="")
    detail: Mapped[dict[str, Any]] = mapped_column(JSON, default=dict)

    __table_args__ = (Index("ix_audit_entry_thing", "kind", "thing_id", "id"),)


def record(actor: Actor, action: str, ref: Ref | None = None, reason: str = "", **detail: Any) -> None:
    """Write one entry in the running transaction. ``detail`` carries ids and states, never text of private posts."""
    db.session.add(
        AuditEntry(
            at=clock.now(),
            actor_id=actor.id,
            actor_name=actor.name,
            action=action,
            kind=ref.kind if ref else "",
            thing_id=ref.id if ref else None,
            reason=reason,
            detail=detail,
        )
    )


def record_apart(actor: Actor, action: str, ref: Ref | None = None, reason: str = "", **detail: Any) -> None:
    """Write one entry in a transaction of its own, for a request that is going to be refused. What the request did
    until now is undone first: it would be anyway, and must not hold the database while this is written."""
    db.session.rollback()
    token = reading.set(False)
    try:
        with db.engine.begin() as connection:
            connection.execute(
                insert(AuditEntry).values(
                    at=clock.now(),
                    actor_id=actor.id,
                    actor_name=actor.name,
                    action=action,
                    kind=ref.kind if ref else "",
                    thing_id=ref.id if ref else None,
                    reason=reason,
                    detail=detail,
                )
            )
    finally:
        reading.reset(token)


SQLITE_TRIGGERS = tuple(
    f"CREATE TRIGGER audit_entry_no_{verb.lower()} BEFORE {verb} ON audit_entry "
    "BEGIN SELECT RAISE(ABORT, 'audit_entry is append-only'); END"
    for verb in ("UPDATE", "DELETE")
)
POSTGRES_TRIGGERS = (
    "CREATE OR REPLACE FUNCTION audit_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS "
    "$$ BEGIN RAISE EXCEPTION 'audit_entry is append-only'; END $$",
    "CREATE TRIGGER audit_entry_append_only BEFORE UPDATE OR DELETE ON audit_entry "
    "FOR EACH ROW EXECUTE FUNCTION audit_entry_refuse()",
)


def _attach(dialect: str, statements: tuple[str, ...]) -> None:
    for statement in statements:
        ddl = DDL(statement.replace("%", "%%")).execute_if(dialect=dialect)
        event.listen(AuditEntry.__table__, "after_create", ddl)


_attach("sqlite", SQLITE_TRIGGERS)
_attach("postgresql", POSTGRES_TRIGGERS)
