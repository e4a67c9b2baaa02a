"""Keeps right what follows from checks: when a case is due, how stale it is, what it is worth to look at it.

Everything that moves it comes here: reactions to what happens to cases and topics, and the caretaker's round.
"""

from collections.abc import Collection, Sequence
from typing import Any, cast

from sqlalchemy import Table, bindparam, func, select, update
from sqlalchemy import case as when

from portal.cases import staleness
from portal.cases.events import CaseConfirmed, CaseFeedbackGiven, CasePublished
from portal.cases.life import ASKED, State
from portal.cases.models import Case, CaseFeedback, case_topic
from portal.cases.queries import intervals
from portal.core import clock
from portal.core.db import db
from portal.core.visibility import Status
from portal.topics.models import Topic

LOW_VOICES = 5  # fewer say nothing
LOW_SHARE = 0.5

_c, _f = Case.__table__.c, CaseFeedback.__table__.c
_ROWS = select(
    *(_c[name] for name in ("id", "state", "status", "review", "revision", "latest_revision", "checked_at")),
    *(_c[name] for name in ("published_at", "check_days", "check_due_at", "topic_slugs", "view_count", "vouch_count")),
    *(_c[name] for name in ("views_at_check", "misled_count", "staleness", "staleness_parts", "worth")),
)
_OUTDATED = func.sum(when((_f.reason == "outdated", 1), else_=0))
_VOICES = (
    select(_f.case_id, _OUTDATED.label("outdated"), func.count().label("voices"))
    .join_from(CaseFeedback.__table__, Case.__table__, _c.id == _f.case_id)
    .where(_f.helped.is_(False), _f.created_at > _c.checked_at)
    .group_by(_f.case_id)
)
_KEPT = ("check_due_at", "staleness", "staleness_parts", "worth")
_WRITE = (
    update(cast(Table, Case.__table__))
    .where(_c.id == bindparam("number"))
    .values({name: bindparam(f"new_{name}") for name in _KEPT})
)


def keep(ids: Collection[int]) -> int:
    """Count due day, staleness and worth of these cases again; gives how many changed."""
    topics, now = intervals.by_topic(), clock.now()
    rows = db.session.execute(_ROWS.where(_c.id.in_(ids))).all()
    voices = {row.case_id: row for row in db.session.execute(_VOICES.where(_f.case_id.in_(ids)))}
    changed = []
    for row in rows:
        new = _counted(row, voices.get(row.id), topics, now)
        if any(getattr(row, name) != value for name, value in new.items()):
            changed.append({f"new_{name}": value for name, value in new.items()} | {"number": row.id})
    if changed:
        db.session.execute(_WRITE, changed)
        _forget([row["number"] for row in changed])
    return len(changed)


def _forget(ids: Sequence[int]) -> None:
    """Entities that somebody holds read these columns again."""
    for number in ids:
        held = db.session.identity_map.get(db.session.identity_key(Case, number))  # type: ignore[attr-defined]
        if held is not None:
            db.session.expire(held, list(_KEPT))


def _counted(row: Any, voices: Any, topics: dict[str, int], now: Any) -> dict[str, Any]:
    due = intervals.due(row, topics)
    found = {} if due is None else staleness.parts(_facts(row, voices, topics), now)
    score = staleness.total(found)
    need = max(score, _waiting(row))
    demand = staleness.demand(row.view_count, row.published_at if row.revision else None, now)
    return {"check_due_at": due, "staleness": score, "staleness_parts": found, "worth": round(need * demand)}


def _facts(row: Any, voices: Any, topics: dict[str, int]) -> staleness.Facts:
    outdated = int(voices.outdated) if voices is not None else 0
    return staleness.Facts(
        checked_at=row.checked_at or row.published_at,
        days=intervals.interval(row, topics),
        doubted=row.state == State.NEEDS_CHECK,
        outdated=outdated,
        not_helped=voices.voices - outdated if voices is not None else 0,
        misled=row.misled_count,
        views=row.view_count - row.views_at_check,
        members=row.vouch_count,
    )


def _waiting(row: Any) -> int:
    """What a text is worth that waits."""
    if row.state in {State.OBSOLETE, State.ARCHIVED} or row.status in {Status.HIDDEN, Status.DELETED}:
        return 0
    if row.review == ASKED or row.state == State.IN_REVIEW:
        return staleness.WAITING["review"]
    if row.state == State.DRAFT:
        return staleness.WAITING["draft"]
    return staleness.WAITING["pending"] if row.latest_revision > row.revision else 0


def on_moved(event: Any) -> None:
    """Reaction to everything that happens to one case."""
    db.session.flush()
    keep([event.case_id])


def on_checked(event: CasePublished | CaseConfirmed) -> None:
    """Reaction: somebody vouched for it. What was counted since the last check begins anew."""
    case = db.session.get(Case, event.case_id)
    if case is not None:
        case.views_at_check, case.low_at = case.view_count, None
        case.misled_count = case.vouch_count = 0
        on_moved(event)


def on_feedback(event: CaseFeedbackGiven) -> None:
    """Reaction: too few were helped by what readers see now? That is said once for each revision."""
    case = db.session.get(Case, event.case_id)
    if case is None:
        return
    of_now = select(func.count(), func.sum(when((_f.helped, 1), else_=0)))
    said, helped = db.session.execute(of_now.where(_f.case_id == case.id, _f.revision == case.revision)).one()
    if case.low_revision != case.revision and said >= LOW_VOICES and helped < LOW_SHARE * said:
        case.low_revision, case.low_at = case.revision, clock.now()
    on_moved(event)


def on_topic_changed(event: Any) -> None:
    """Reaction: its interval, or that of what stands above it, may be another one; its cases show its name."""
    db.session.flush()
    parents = {row.id: row.parent_id for row in db.session.execute(select(Topic.id, Topic.parent_id))}
    below, grew = {event.topic_id}, True
    while grew:
        more = {number for number, parent in parents.items() if parent in below} - below
        below, grew = below | more, bool(more)
    linked = select(case_topic.c.case_id).where(case_topic.c.topic_id.in_(below))
    db.session.execute(update(Case).where(Case.id.in_(linked)).values(version=Case.version + 1))
    ids = list(db.session.scalars(select(_c.id).where(_c.id.in_(linked), _c.state.in_(intervals.CHECKED))))
    for first in range(0, len(ids), 500):
        keep(ids[first : first + 500])
