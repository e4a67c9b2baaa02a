"""The audit list, as admins read it."""

from dataclasses import dataclass

from sqlalchemy import func, select

from portal.core import paging
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.paging import Page
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref


@dataclass(frozen=True, slots=True)
class Sieve:
    """What of the audit list is looked at: ``actor`` a name or a number, ``action`` its beginning, ``thing`` as
    ``question:12`` or only the kind. Empty is everything."""

    actor: str = ""
    action: str = ""
    thing: str = ""


def entries(actor: Actor, sieve: Sieve, cursor: str = "", size: int = paging.PAGE_SIZE) -> Page[AuditEntry]:
    """Newest first. Raises ``Forbidden`` for anyone but admins."""
    demand(actor, "audit.read")
    query = select(AuditEntry).order_by(AuditEntry.id.desc()).limit(size + 1)
    before = paging.decode(cursor, (int,))
    if before:
        query = query.where(AuditEntry.id < before[0])
    for condition in _conditions(sieve):
        query = query.where(condition)
    return paging.cut(list(db.session.scalars(query)), size, lambda row: (row.id,))


def _conditions(sieve: Sieve):  # type: ignore[no-untyped-def]
    if sieve.actor:
        number = int(sieve.actor) if sieve.actor.isascii() and sieve.actor.isdigit() and len(sieve.actor) < 19 else None
        yield AuditEntry.actor_id == number if number else func.lower(AuditEntry.actor_name) == sieve.actor.lower()
    if sieve.action:
        yield AuditEntry.action.startswith(sieve.action, autoescape=True)
    if sieve.thing:
        try:
            ref = Ref.parse(sieve.thing)
        except ValueError:
            yield AuditEntry.kind == sieve.thing
        else:
            yield AuditEntry.kind == ref.kind
            yield AuditEntry.thing_id == ref.id
