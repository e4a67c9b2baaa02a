"""What there is to do for those who keep cases, worth most first. Found without touching the texts of cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, and_, func, or_, select, tuple_
from sqlalchemy import case as when
from sqlalchemy.orm import aliased

from portal.accounts.models import Person
from portal.cases.life import ASKED, State
from portal.cases.models import Case, CaseRevision
from portal.cases.queries.intervals import CHECKED
from portal.core import clock, paging, permissions
from portal.core.db import db
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.core.visibility import Status

PARTS = ("check", "due", "waiting", "low", "drafts")
PUBLISHED = "published"  # all that readers meet, also when there is nothing to do about it
_S = State


def _live() -> ColumnElement[bool]:
    return and_(Case.status == Status.LIVE.value, Case.state.in_(CHECKED))


def _reasons(actor: Actor, now: datetime) -> dict[str, ColumnElement[bool]]:
    """Part -> which cases belong to it; a case may belong to several."""
    live = _live()
    return {
        "check": and_(live, Case.state == _S.NEEDS_CHECK.value),
        "due": and_(live, Case.check_due_at <= now),
        "waiting": or_(
            and_(Case.state == _S.IN_REVIEW.value, Case.status == Status.DRAFT.value),
            and_(live, or_(Case.review == ASKED, Case.latest_revision > Case.revision)),
        ),
        "low": and_(live, Case.low_at.is_not(None)),
        "drafts": and_(Case.state == _S.DRAFT.value, Case.status == Status.DRAFT.value, Case.author_id == actor.id),
    }


def _mine(actor: Actor) -> ColumnElement[bool]:
    """What the actor looks after, alone or with their team; drafts are theirs anyway."""
    return or_(Case.owner_id == actor.id, Case.owner_team == actor.role, Case.author_id == actor.id)


_OWNER = aliased(Person)
_ROWS = select(
    *(Case.id, Case.title, Case.slug, Case.language, Case.state, Case.status, Case.review, Case.revision),
    *(Case.latest_revision, Case.author_id, Case.owner_team, Case.checked_at, Case.check_due_at, Case.view_count),
    *(Case.staleness, Case.staleness_parts, Case.worth, Case.low_at, Case.updated_at),
    *(Case.check_days, Case.topic_slugs),
    _OWNER.name.label("owner"),
).outerjoin(_OWNER, _OWNER.id == Case.owner_id)


@dataclass(frozen=True, slots=True)
class Entry:
    """A row of the work; ``why`` are its parts, attributes are the columns."""

    row: Any
    why: tuple[str, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    @property
    def ticked_off(self) -> bool:
        """Can it be found still correct by a tick? A doubt asks for more, and a text that readers do not see for less."""
        return bool(self.row.state == _S.PUBLISHED.value and self.row.status == Status.LIVE.value)


def work(
    actor: Actor, part: str = "", cursor: str = "", *, mine: bool = False, size: int = paging.PAGE_SIZE
) -> Page[Entry]:
    """One page of what to do now, worth most first; ``part`` is one of ``PARTS``, ``PUBLISHED``, or '' for
    all there is to do. One query."""
    permissions.demand(actor, "case.write")
    reasons = _reasons(actor, clock.now())
    wanted = _live() if part == PUBLISHED else reasons[part] if part else or_(*reasons.values())
    found = select(Case.id).where(Case.state.in_(_OPEN), wanted)
    found = found.where(_mine(actor)) if mine else found
    after = paging.decode(cursor, (int, int))
    if after is not None:
        found = found.where(tuple_(Case.worth, Case.id) < tuple_(*after))
    found = found.order_by(Case.worth.desc(), Case.id.desc()).limit(size + 1)
    query = _ROWS.where(Case.id.in_(select(found.subquery().c.id))).order_by(Case.worth.desc(), Case.id.desc())
    query = query.add_columns(*(when((each, True), else_=False).label(f"is_{name}") for name, each in reasons.items()))
    rows = db.session.execute(query).all()
    entries = [Entry(row, tuple(name for name in PARTS if getattr(row, f"is_{name}"))) for row in rows]
    return paging.cut(entries, size, lambda entry: (entry.worth, entry.id))


_OPEN = (_S.PUBLISHED.value, _S.NEEDS_CHECK.value, _S.IN_REVIEW.value, _S.DRAFT.value)


def work_counts(actor: Actor, *, mine: bool = False) -> dict[str, int]:
    """How many there are in each part, and ``all``; one look through an index."""
    permissions.demand(actor, "case.write")
    reasons = _reasons(actor, clock.now())
    reasons |= {"all": or_(*reasons.values()), PUBLISHED: _live()}
    sums = [func.coalesce(func.sum(when((each, 1), else_=0)), 0).label(name) for name, each in reasons.items()]
    query = select(*sums).where(Case.state.in_(_OPEN))
    row = db.session.execute(query.where(_mine(actor)) if mine else query).one()
    return {name: int(getattr(row, name)) for name in reasons}


def better(actor: Actor, since: timedelta) -> tuple[int, int]:
    """How many cases were checked, and how many texts were shown to readers, since then. One query."""
    permissions.demand(actor, "case.write")
    begin = clock.now() - since
    checked = select(func.count()).where(Case.status == Status.LIVE.value, Case.checked_at >= begin).scalar_subquery()
    shown = select(func.count()).select_from(CaseRevision).where(CaseRevision.published_at >= begin).scalar_subquery()
    row = db.session.execute(select(checked.label("checked"), shown.label("shown"))).one()
    return row.checked, row.shown


def due(actor: Actor) -> Sequence[Entry]:
    """All that is due, worth most first: for the command line."""
    permissions.demand(actor, "case.write")
    query = _ROWS.where(_reasons(actor, clock.now())["due"]).order_by(Case.worth.desc(), Case.id.desc())
    return [Entry(row, ("due",)) for row in db.session.execute(query)]
