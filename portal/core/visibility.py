"""Who may see what: the one place. Every object that people see carries the columns of ``Seen``.

``visibility`` says for whom a thing is made; ``status`` says whether moderation lets it be seen at all. Both questions
are answered here twice, in the same words: as SQL (``seen_by``) for lists and as Python (``sees``) for one row.
A test compares the two over every combination.
"""

from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, String, and_, case, false, or_, true
from sqlalchemy.orm import Mapped, mapped_column

from portal.core.permissions import Actor


class Visibility(StrEnum):
    PUBLIC = "public"
    MEMBERS = "members"  # anyone signed in
    SEGMENT = "segment"  # members of the segment named in ``audience``, and the team
    COMPANY = "company"  # people of the company named in ``audience``, and the team
    PRIVATE = "private"  # the author and staff
    STAFF = "staff"


class Status(StrEnum):
    LIVE = "live"
    DRAFT = "draft"  # its author and staff
    WAITING = "waiting"  # for a moderator; its author and staff
    HIDDEN = "hidden"  # by a moderator; its author and staff
    RETIRED = "retired"  # no longer holds: read at its own address, in no list, count or search
    ARCHIVED = "archived"  # no longer current; staff only
    DELETED = "deleted"  # staff only


class Seen:
    """Mixin: who may see the row. ``author_id`` is declared by the table itself, with its foreign key."""

    visibility: Mapped[str] = mapped_column(String(10), default=Visibility.PUBLIC.value)
    audience: Mapped[str | None] = mapped_column(String(80))
    status: Mapped[str] = mapped_column(String(10), default=Status.LIVE.value)


_READ = (Status.LIVE.value, Status.RETIRED.value)
_AUTHORS_OWN = (Status.DRAFT.value, Status.WAITING.value, Status.HIDDEN.value)


def reader(actor: Actor) -> Actor:
    """Only what sight depends on, so that all guests (and all staff) can share one statement that is kept."""
    if actor.is_staff:
        return Actor(role="staff")
    return Actor(id=actor.id, role=actor.role, segment=actor.segment, company=actor.company)


def seen_by(actor: Actor, thing: Any) -> ColumnElement[bool]:
    """WHERE clause over a model class or table alias with the columns of ``Seen`` and ``author_id``."""
    if actor.is_staff:
        return true()
    own = thing.author_id == actor.id if actor.id is not None else false()
    live = and_(thing.status.in_(_READ), _audience(actor, thing, own))
    return or_(live, and_(own, thing.status.in_(_AUTHORS_OWN))) if actor.id is not None else live


def seen_among(actor: Actor, thing: Any) -> ColumnElement[bool]:
    """``seen_by`` for rows that are named by their ids. Hidden from the planner: SQLite would rather go through all that
    is live by an index than look ten rows up."""
    return case((seen_by(actor, thing), 1), else_=0) == 1


def live_for(actor: Actor, thing: Any) -> ColumnElement[bool]:
    """As ``seen_by`` but only live rows, also for staff: what public lists, counts and feeds show."""
    live = thing.status == Status.LIVE.value
    if actor.is_staff:
        return live
    own = thing.author_id == actor.id if actor.id is not None else false()
    return and_(live, _audience(actor, thing, own))


def _audience(actor: Actor, thing: Any, own: ColumnElement[bool]) -> ColumnElement[bool]:
    if not actor.signed_in:
        return thing.visibility == Visibility.PUBLIC.value
    plain = [Visibility.PUBLIC.value, Visibility.MEMBERS.value]
    if actor.is_team:
        plain += [Visibility.SEGMENT.value, Visibility.COMPANY.value]
    parts = [thing.visibility.in_(plain), and_(thing.visibility == Visibility.PRIVATE.value, own)]
    if actor.segment:
        parts.append(and_(thing.visibility == Visibility.SEGMENT.value, thing.audience == actor.segment))
    if actor.company:
        parts.append(and_(thing.visibility == Visibility.COMPANY.value, thing.audience == actor.company))
    return or_(*parts)


def sees(actor: Actor, row: Any) -> bool:
    """The same answer for one row or entity already at hand."""
    if actor.is_staff:
        return True
    own = actor.id is not None and row.author_id == actor.id
    if row.status not in _READ:
        return own and row.status in _AUTHORS_OWN
    match row.visibility:
        case Visibility.PUBLIC:
            return True
        case Visibility.MEMBERS:
            return actor.signed_in
        case Visibility.SEGMENT:
            return actor.is_team or (actor.segment is not None and row.audience == actor.segment)
        case Visibility.COMPANY:
            return actor.is_team or (actor.company is not None and row.audience == actor.company)
        case Visibility.PRIVATE:
            return own
    return False


def token(row: Any) -> str:
    """What the search index keeps of a live row's visibility; ``tokens`` of an actor must meet it."""
    match row.visibility:
        case Visibility.SEGMENT | Visibility.COMPANY:
            return _group(row.visibility, row.audience)
        case Visibility.PRIVATE:
            return f"person-{row.author_id}"
    return str(row.visibility)


def tokens(actor: Actor) -> frozenset[str] | None:
    """The index tokens that the actor may meet; None means every one (staff). One that ends with an asterisk stands
    for all that begin so: the team sees what is made for any segment and any company."""
    if actor.is_staff:
        return None
    found = {Visibility.PUBLIC.value}
    if actor.signed_in:
        found |= {Visibility.MEMBERS.value, f"person-{actor.id}"}
        found |= {_group(Visibility.SEGMENT, actor.segment)} if actor.segment else set()
        found |= {_group(Visibility.COMPANY, actor.company)} if actor.company else set()
    if actor.is_team:
        found |= {f"{Visibility.SEGMENT}-*", f"{Visibility.COMPANY}-*"}
    return frozenset(found)


def _group(kind: str, name: str | None) -> str:
    """No name may end with what stands for all of them."""
    return f"{kind}-{(name or '').replace('*', '%2a')}"
