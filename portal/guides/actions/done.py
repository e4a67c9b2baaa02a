"""A reader is done with a case of a guide, or after all not."""

from sqlalchemy import delete
from sqlalchemy.dialects.postgresql import insert as postgres_insert
from sqlalchemy.dialects.sqlite import insert as sqlite_insert

from portal.core import clock, permissions
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import Actor
from portal.guides import queries
from portal.guides.models import GuideProgress


def set_done(actor: Actor, guide_id: int, case_id: int, *, on: bool) -> None:
    """Said twice is said once. Raises ``NotFound`` for a case that the guide does not have for this reader."""
    permissions.demand(actor, "guide.follow")
    queries.guide(actor, guide_id)
    if case_id not in {entry.number for entry in queries.entries(actor, guide_id)}:
        raise NotFound("case")
    if on:
        insert = sqlite_insert if db.engine.dialect.name == "sqlite" else postgres_insert
        row = {"guide_id": guide_id, "person_id": actor.id, "case_id": case_id, "done_at": clock.now()}
        db.session.execute(insert(GuideProgress).values(**row).on_conflict_do_nothing())
    else:
        own = (GuideProgress.person_id == actor.id, GuideProgress.case_id == case_id)
        db.session.execute(delete(GuideProgress).where(GuideProgress.guide_id == guide_id, *own))
