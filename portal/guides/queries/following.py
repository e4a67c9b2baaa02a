"""How far readers are: oneself, and for training the whole team."""

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from portal.accounts.models import Person
from portal.core import permissions
from portal.core.db import db
from portal.core.permissions import TEAM, Actor
from portal.guides.models import GuideProgress


@dataclass(frozen=True, slots=True)
class Trainee:
    """Somebody of the team in a guide."""

    name: str
    done: int
    last: datetime | None


def progress(actor: Actor, guide_id: int) -> dict[int, datetime]:
    """Case -> when the actor was done with it."""
    if actor.id is None:
        return {}
    rows = db.session.execute(
        select(GuideProgress.case_id, GuideProgress.done_at).where(
            GuideProgress.guide_id == guide_id, GuideProgress.person_id == actor.id
        )
    )
    return {row.case_id: row.done_at for row in rows}


def team(actor: Actor, guide_id: int, numbers: list[int]) -> list[Trainee]:
    """Everybody of the team with how many of these cases they are done with, the furthest first."""
    permissions.demand(actor, "guide.see_team")
    done = (
        select(GuideProgress.person_id, func.count().label("done"), func.max(GuideProgress.done_at).label("last"))
        .where(GuideProgress.guide_id == guide_id, GuideProgress.case_id.in_(numbers))
        .group_by(GuideProgress.person_id)
        .subquery()
    )
    rows = db.session.execute(
        select(Person.name, func.coalesce(done.c.done, 0).label("done"), done.c.last)
        .outerjoin(done, done.c.person_id == Person.id)
        .where(Person.role.in_(TEAM), Person.suspended_at.is_(None), Person.email.is_not(None))
        .order_by(func.coalesce(done.c.done, 0).desc(), Person.name)
    )
    return [Trainee(row.name, int(row.done), row.last) for row in rows]
