"""What there is to do for those who keep cases, worth most first. Found without touching the texts of cases."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from functools import lru_cache
from typing import Any

from sqlalchemy import ColumnElement, Integer, Select, String, and_, bindparam, func, or_, select, tuple_
from sqlalchemy import case as when
from sqlalchemy.orm import aliased

from portal.accounts import teams as named_teams
from portal.accounts.models import Person
from portal.cases.life import ASKED, State
from portal.cases.models import Case, CaseRevision
from portal.cases.queries.intervals import CHECKED
from portal.core import clock, paging, permissions
from portal.core.db import UtcDateTime, db
from portal.core.paging import Page
from portal.core.permissions import Actor
from portal.core.visibility import Status

PARTS = ("check", "due", "waiting", "low", "drafts")
PUBLISHED = "published"  # all that readers meet, also when there is nothing to do about it
_S = State


def _is(status: Status) -> ColumnElement[bool]:
    """Hidden from the planner: SQLite would rather go by the index of readers' lists and look all rows up."""
    return when((Case.status == status.value, 1), else_=0) == 1


_ME, _ROLE = bindparam("me", type_=Integer), bindparam("role", type_=String)
_NOW = bindparam("now", type_=UtcDateTime)
_LIVE = and_(Case.state.in_(tuple(sorted(CHECKED))), _is(Status.LIVE))
# Part -> which cases belong to it; a case may belong to several.
_REASONS: dict[str, ColumnElement[bool]] = {
    "check": and_(Case.state == _S.NEEDS_CHECK.value, _is(Status.LIVE)),
    "due": and_(Case.check_due_at <= _NOW, _LIVE),
    "waiting": or_(
        and_(Case.latest_revision > Case.revision, Case.revision > 0, _LIVE),
        and_(Case.review == ASKED, _LIVE),
        and_(Case.state == _S.IN_REVIEW.value, _is(Status.DRAFT)),
    ),
    "low": and_(Case.low_at.is_not(None), _LIVE),
    "drafts": and_(Case.state == _S.DRAFT.value, Case.author_id == _ME, _is(Status.DRAFT)),
}
_ANY = or_(*_REASONS.values())
# What the actor looks after, alone or with a team; drafts are theirs anyway.
_TEAMS = named_teams.numbers_of(_ME)
_MINE = or_(Case.owner_id == _ME, Case.owner_team == _ROLE, Case.owner_team.in_(_TEAMS), Case.author_id == _ME)


def _values(actor: Actor) -> dict[str, Any]:
    return {"me": actor.id, "role": actor.role, "now": clock.now()}


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


_OPEN = (_S.PUBLISHED.value, _S.NEEDS_CHECK.value, _S.IN_REVIEW.value, _S.DRAFT.value)
_ORDER = (Case.worth.desc(), Case.id.desc())


@lru_cache(maxsize=64)
def _page(part: str, mine: bool, later: bool) -> Select[Any]:
    found = select(Case.id).where(Case.state.in_(_OPEN), _LIVE if part == PUBLISHED else _REASONS.get(part, _ANY))
    found = found.where(_MINE) if mine else found
    if later:
        found = found.where(tuple_(Case.worth, Case.id) < tuple_(bindparam("worth"), bindparam("id")))
    found = found.order_by(*_ORDER).limit(bindparam("most"))
    flags = (when((each, True), else_=False).label(f"is_{name}") for name, each in _REASONS.items())
    return _ROWS.add_columns(*flags).where(Case.id.in_(select(found.subquery().c.id))).order_by(*_ORDER)


def work(
    actor: Actor, part: str = "", cursor: str = "", *, mine: bool = False, size: int = paging.PAGE_SIZE
) -> Page[Entry]:
    """One page of what to do now, worth most first; ``part`` is one of ``PARTS``, ``PUBLISHED``, or '' for all there is
    to do. One query."""
    permissions.demand(actor, "case.write")
    values = _values(actor) | {"most": size + 1}
    after = paging.decode(cursor, (int, int))
    if after is not None:
        values |= {"worth": after[0], "id": after[1]}
    rows = db.session.execute(_page(part, mine, after is not None), values).all()
    return paging.cut([_entry(row) for row in rows], size, lambda entry: (entry.worth, entry.id))


def _entry(row: Any) -> Entry:
    return Entry(row, tuple(name for name in PARTS if getattr(row, f"is_{name}")))


@lru_cache(maxsize=2)
def _counts(mine: bool) -> Select[Any]:
    sums = [func.coalesce(func.sum(when((each, 1), else_=0)), 0).label(name) for name, each in _REASONS.items()]
    query = select(func.count().label("all"), *sums).where(Case.state.in_(_OPEN), _ANY)
    return query.where(_MINE) if mine else query


def work_counts(actor: Actor, *, mine: bool = False) -> dict[str, int]:
    """How many there are in each part, and ``all``; one look through an index."""
    permissions.demand(actor, "case.write")
    row = db.session.execute(_counts(mine), _values(actor)).one()
    return {name: int(getattr(row, name)) for name in ("all", *PARTS)}


def better(actor: Actor, since: timedelta) -> tuple[int, int]:
    """How many cases were checked, and how many texts were shown to readers, since then. One query."""
    permissions.demand(actor, "case.write")
    begin = clock.now() - since
    checked = select(func.count()).where(Case.status == Status.LIVE.value, Case.checked_at >= begin).scalar_subquery()
    shown = select(func.count()).select_from(CaseRevision).where(CaseRevision.published_at >= begin).scalar_subquery()
    row = db.session.execute(select(checked.label("checked"), shown.label("shown"))).one()
    return row.checked, row.shown


_DUE = _ROWS.where(_REASONS["due"]).order_by(*_ORDER)


def due(actor: Actor) -> Sequence[Entry]:
    """All that is due, worth most first: for the command line."""
    permissions.demand(actor, "case.write")
    return [Entry(row, ("due",)) for row in db.session.execute(_DUE, _values(actor))]
