"""Did it help, by revision: what readers said of each text that they saw, and how that moved."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import case as when
from sqlalchemy import func, select

from portal.cases.models import Case, CaseFeedback, CaseRevision
from portal.core import clock, permissions
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.visibility import Status

ENOUGH = 5  # voices; a share of fewer says nothing


@dataclass(frozen=True, slots=True)
class OfRevision:
    """What was said of one revision. ``share`` is None below ``ENOUGH``; ``moved`` is in points of the hundred against
    the revision before that has a share."""

    number: int
    published_at: datetime | None
    helped: int
    said: int
    moved: int | None = None

    @property
    def share(self) -> int | None:
        return round(100 * self.helped / self.said) if self.said >= ENOUGH else None


def by_revision(actor: Actor, case_id: int) -> list[OfRevision]:
    """Newest first: every revision that readers saw, or said something of. One query."""
    permissions.demand(actor, "case.see_feedback")
    said = (
        select(
            CaseFeedback.revision,
            func.count().label("said"),
            func.sum(when((CaseFeedback.helped, 1), else_=0)).label("helped"),
        )
        .where(CaseFeedback.case_id == case_id)
        .group_by(CaseFeedback.revision)
        .subquery()
    )
    rows = db.session.execute(
        select(CaseRevision.number, CaseRevision.published_at, said.c.said, said.c.helped)
        .outerjoin(said, said.c.revision == CaseRevision.number)
        .where(CaseRevision.case_id == case_id)
        .where(CaseRevision.published_at.is_not(None) | said.c.said.is_not(None))
        .order_by(CaseRevision.number)
    )
    found: list[OfRevision] = []
    before: int | None = None
    for row in rows:
        helped, count = int(row.helped or 0), row.said or 0
        share = OfRevision(row.number, row.published_at, helped, count).share
        moved = share - before if share is not None and before is not None else None
        found.append(OfRevision(row.number, row.published_at, helped, count, moved))
        before = share if share is not None else before
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Risen:
    """A case that helps more since its text was changed; shares in hundredths."""

    id: int
    slug: str
    title: str
    language: str
    before: int
    now: int


def risen(actor: Actor, since: timedelta) -> list[Risen]:
    """Cases that readers spoke of lately and whose present text helps more than those before it. One query."""
    permissions.demand(actor, "case.see_feedback")
    lately = select(CaseFeedback.case_id).where(CaseFeedback.created_at >= clock.now() - since)
    now, before = CaseFeedback.revision == Case.revision, CaseFeedback.revision < Case.revision
    rows = db.session.execute(
        select(
            *(Case.id, Case.slug, Case.title, Case.language),
            *(_sum(now).label("now"), _sum(now & CaseFeedback.helped).label("now_helped")),
            *(_sum(before).label("before"), _sum(before & CaseFeedback.helped).label("before_helped")),
        )
        .join(Case, Case.id == CaseFeedback.case_id)
        .where(CaseFeedback.case_id.in_(lately), Case.status == Status.LIVE.value, Case.revision > 1)
        .group_by(Case.id, Case.slug, Case.title, Case.language)
    )
    found = [_risen(row) for row in rows if row.now >= ENOUGH and row.before >= ENOUGH]
    return sorted((each for each in found if each.now > each.before), key=lambda each: each.before - each.now)


def _sum(condition: Any) -> Any:
    return func.sum(when((condition, 1), else_=0))


def _risen(row: Any) -> Risen:
    before, now = (
        round(100 * part / whole) for part, whole in ((row.before_helped, row.before), (row.now_helped, row.now))
    )
    return Risen(row.id, row.slug, row.title, row.language, before, now)
