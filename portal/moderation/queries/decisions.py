"""Decisions on one thing: what can be decided now, what was decided, and who may read why."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.core import refs, stewards
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.refs import Card, Ref
from portal.core.visibility import Status
from portal.moderation import reasons
from portal.moderation.models import Decision, QueueItem

_STANDING = ("hide", "delete", "close", "duplicate", "lock")
_PUBLIC = frozenset({"close", "duplicate", "lock"})  # they concern everybody in the thread
_WAYS_BACK = frozenset({Status.LIVE.value, Status.WAITING.value, Status.DRAFT.value, Status.ARCHIVED.value})


def decision_count(ref: Ref) -> int:
    """How many decisions there are on a thing; the number of the last one."""
    found = select(func.max(Decision.number)).where(Decision.kind == ref.kind, Decision.thing_id == ref.id)
    return db.session.scalar(found) or 0


@dataclass(frozen=True, slots=True)
class Past:
    """A decision, who made it, and the verb that takes it back ('' when it is not standing any more)."""

    decision: Decision
    by: str
    undo: str


def history(ref: Ref, offered: Sequence[str]) -> list[Past]:
    """Newest first. Only the last standing decision that an offered verb takes back carries that verb."""
    rows = db.session.execute(
        select(Decision, Person.name)
        .outerjoin(Person, Person.id == Decision.by_id)
        .where(Decision.kind == ref.kind, Decision.thing_id == ref.id)
        .order_by(Decision.number.desc())
        .limit(50)
    ).all()
    found, left = [], set(offered)
    for decision, name in rows:
        undo = reasons.UNDO.get(decision.verb, "") if decision.undone_at is None else ""
        found.append(Past(decision, name or "portal", undo if undo in left else ""))
        left.discard(undo)
    return found


def verbs_for(ref: Ref, post: Any) -> tuple[str, ...]:
    """What can be decided about a post as it is now, in the order in which it is offered."""
    able, status = stewards.of(ref.kind).verbs, post.status
    closed = getattr(post, "state", "") == "closed"
    locked = getattr(post, "locked_at", None) is not None
    offered = {
        "approve": status == Status.WAITING,
        "keep": status != Status.WAITING and _waits(ref),
        "restore": status in {Status.HIDDEN, Status.DELETED},
        "hide": status in {Status.LIVE, Status.WAITING},
        "close": "close" in able and not closed,
        "duplicate": "duplicate" in able and not getattr(post, "duplicate_of_id", None),
        "reopen": "close" in able and closed,
        "lock": "lock" in able and not locked,
        "unlock": "lock" in able and locked,
        "delete": status != Status.DELETED,
    }
    return tuple(verb for verb, possible in offered.items() if possible)


def _waits(ref: Ref) -> bool:
    found = select(QueueItem.id).where(
        QueueItem.kind == ref.kind, QueueItem.thing_id == ref.id, QueueItem.resolved_at.is_(None)
    )
    return db.session.scalar(found) is not None


def status_before(ref: Ref) -> str:
    """What a hidden or deleted thing was before moderation touched it; live when nobody knows."""
    was = db.session.scalar(
        select(Decision.was)
        .where(
            Decision.kind == ref.kind,
            Decision.thing_id == ref.id,
            Decision.verb.in_(("hide", "delete")),
            Decision.undone_at.is_(None),
        )
        .order_by(Decision.number)
        .limit(1)
    )
    return was if was in _WAYS_BACK else Status.LIVE.value


def note(actor: Actor, kind: str, thing_id: int, verbs: Sequence[str] = _STANDING) -> str:
    """Why a post that the reader sees is as it is, in the reader's language: the last of ``verbs`` that still stands.

    Why it is hidden or deleted only its author and staff are told ('' for others); why it is closed or locked, all.
    """
    row = db.session.execute(
        select(Decision.verb, Decision.reason, Decision.text, Decision.author_id)
        .where(
            Decision.kind == kind,
            Decision.thing_id == thing_id,
            Decision.verb.in_(verbs),
            Decision.undone_at.is_(None),
        )
        .order_by(Decision.number.desc())
        .limit(1)
    ).first()
    if row is None:
        return ""
    own = actor.id is not None and row.author_id == actor.id
    if row.verb not in _PUBLIC and not own and not actor.is_staff:
        return ""
    return reasons.words(row.reason, row.text)


def cards(actor: Actor, ids: Sequence[int]) -> Mapping[int, Card]:
    """Decisions for the inbox and mail of the author: staff see every one, the author those on own posts.

    The address leads to the post, or to help when the author cannot see it any more.
    """
    query = select(Decision).where(Decision.id.in_(ids))
    if not actor.is_staff:
        query = query.where(Decision.author_id == actor.id) if actor.id is not None else query.where(Decision.id < 0)
    rows = list(db.session.scalars(query))
    things = refs.cards(actor, {Ref(row.kind, row.thing_id) for row in rows})
    return {row.id: _card(row, things.get(Ref(row.kind, row.thing_id))) for row in rows}


def _card(row: Decision, thing: Card | None) -> Card:
    verb = str(reasons.DONE_WORDS[row.verb])
    return Card(
        ref=Ref("decision", row.id),
        title=_("%(done)s: %(title)s", done=verb, title=thing.title) if thing else verb,
        url=thing.url if thing else "/help",
        language=thing.language if thing else "en",
        excerpt=reasons.words(row.reason, row.text),
        author_id=row.author_id,
        state=row.verb,
        kind_label="decision",
        created_at=row.at,
        extra={"kind": row.kind, "thing_id": row.thing_id, "verb": row.verb},
    )
