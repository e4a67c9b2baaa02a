"""One decision of staff on one post: permission, reason, the change itself, audit entry, news."""

from datetime import datetime
from typing import Any

from flask_babel import force_locale
from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.accounts.actions.trust import trust
from portal.core import audit, clock, stewards
from portal.core.db import db
from portal.core.errors import Conflict, Invalid
from portal.core.events import publish
from portal.core.permissions import Actor, demand
from portal.core.refs import Ref
from portal.core.visibility import Status
from portal.moderation import queries, reasons
from portal.moderation.actions import items
from portal.moderation.events import PostModerated
from portal.moderation.models import Decision

_STATUS = {"approve": Status.LIVE.value, "hide": Status.HIDDEN.value, "delete": Status.DELETED.value}


def decide(
    actor: Actor,
    ref: Ref,
    *,
    verb: str,
    reason: str,
    text: str = "",
    target_id: int | None = None,
    seen: int | None = None,
    item_id: int | None = None,
) -> Decision:
    """Decide on a post of any kind; its queue item and flags are resolved with it.

    ``seen`` is how many decisions the actor saw on it and ``item_id`` the open queue item: when either is no longer
    so, another one has decided meanwhile and ``Conflict`` is raised. Raises ``Invalid`` for a reason, text or target
    that will not do, ``NotFound`` for what is not there.
    """
    if verb not in reasons.REASONS:
        raise Invalid(_("Please choose what to do."), field="choice")
    post = stewards.of(ref.kind).get(ref.id)
    demand(actor, reasons.PERMISSIONS[verb], post)
    _check(verb, reason, text, target_id)
    if verb not in queries.verbs_for(ref, post):
        raise Conflict(_("This post has changed meanwhile. Please look at it again."))
    now, was = clock.now(), post.status
    decision = _number_it(actor, ref, post, verb, reason, text, target_id, seen, now)
    with items.deciding(ref):
        _change(actor, ref, post, decision)
    closed = items.resolve(ref, now, decision)
    if item_id is not None and item_id not in closed:
        raise Conflict(_("This one has been decided meanwhile."))
    if verb == "restore" and post.status == Status.WAITING:
        items.open_item(ref, items.FIRST_POST)  # back to where it was: still to be looked at
    audit.record(actor, f"post.{verb}", ref, reasons_plain(decision), decision=decision.id, was=was)
    if verb == "approve" and decision.author_id is not None:
        trust(actor, decision.author_id)
    if verb != "keep":
        publish(PostModerated(ref.kind, ref.id, verb, decision.id, actor.id, decision.author_id))
    return decision


def reasons_plain(decision: Decision) -> str:
    """Code and words as the audit list keeps them, the same whatever language the staff member reads."""
    return f"{decision.reason}: {decision.text}" if decision.text else decision.reason


def _check(verb: str, reason: str, text: str, target_id: int | None) -> None:
    if reason not in reasons.REASONS[verb]:
        raise Invalid(_("Please choose a reason."), field="choice")
    if len(text) > reasons.TEXT_MOST:
        raise Invalid(_("At most %(most)d characters, please.", most=reasons.TEXT_MOST), field="text")
    if reason == reasons.OTHER and not text.strip():
        raise Invalid(_("Please say why: the author will read it."), field="text")
    if verb == "duplicate" and target_id is None:
        raise Invalid(_("Please name the question that was asked before."), field="target")


def _number_it(
    actor: Actor, ref: Ref, post: Any, verb: str, reason: str, text: str, target_id: int | None, seen: int | None,
    now: datetime,
) -> Decision:  # fmt: skip
    """Write the decision under the next number; whoever comes second with the same number is refused."""
    insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgres_insert
    number = (queries.decision_count(ref) if seen is None else seen) + 1
    row_id = db.session.scalar(
        insert(Decision)
        .values(
            kind=ref.kind, thing_id=ref.id, number=number, verb=verb, reason=reason, text=text.strip(),
            target_id=target_id if verb == "duplicate" else None, author_id=post.author_id, was=post.status,
            by_id=actor.id, at=now,
        )
        .on_conflict_do_nothing(index_elements=["kind", "thing_id", "number"])
        .returning(Decision.id)
    )  # fmt: skip
    if row_id is None:
        raise Conflict(_("This one has been decided meanwhile."))
    return db.session.get_one(Decision, row_id)


def _change(actor: Actor, ref: Ref, post: Any, decision: Decision) -> None:
    steward, verb = stewards.of(ref.kind), decision.verb
    match verb:
        case "hide" | "delete" | "approve":
            steward.set_status(actor, ref.id, _STATUS[verb])
        case "close":
            steward.close(actor, ref.id, _public_reason(post, decision))
        case "duplicate":
            _mark_duplicate(actor, ref, decision)
        case "lock":
            steward.lock(actor, ref.id, True)
        case "restore":
            steward.set_status(actor, ref.id, queries.status_before(ref))
        case "reopen":
            steward.reopen(actor, ref.id)
        case "unlock":
            steward.lock(actor, ref.id, False)
    undone = [done for done, back in reasons.UNDO.items() if back == verb]
    if undone:
        _take_back(ref, undone, decision.at)


def _mark_duplicate(actor: Actor, ref: Ref, decision: Decision) -> None:
    """The steward refuses itself and chains; whatever it refuses is told beside the field."""
    assert decision.target_id is not None
    if decision.target_id == ref.id:
        raise Invalid(_("A question cannot be a duplicate of itself."), field="target")
    try:
        stewards.of(ref.kind).mark_duplicate(actor, ref.id, decision.target_id)
    except Invalid as refusal:
        raise Invalid(refusal.text, field="target") from refusal


def _public_reason(post: Any, decision: Decision) -> str:
    """Everybody reads why a thread is closed, so it is written in the language of the thread."""
    with force_locale(getattr(post, "language", "") or "en"):
        return reasons.words(decision.reason, decision.text)


def _take_back(ref: Ref, verbs: list[str], at: datetime) -> None:
    standing = select(Decision.id).where(
        Decision.kind == ref.kind, Decision.thing_id == ref.id, Decision.verb.in_(verbs), Decision.undone_at.is_(None)
    )
    db.session.execute(
        update(Decision)
        .where(Decision.id.in_(standing.scalar_subquery()))
        .values(undone_at=at)
        .execution_options(synchronize_session="fetch")
    )
