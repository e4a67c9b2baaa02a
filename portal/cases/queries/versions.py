"""Which versions of which products cases are written for."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import and_, func, select

from portal.accounts.models import Person
from portal.cases.models import Case, SupersededVersion
from portal.cases.queries.drift import WATCHED
from portal.core import permissions
from portal.core.db import db
from portal.core.permissions import Actor
from portal.core.visibility import Status

MOST = 500


def versions_in_use(actor: Actor) -> Sequence[Any]:
    """``product product_version count`` of published cases, without what is superseded already."""
    permissions.demand(actor, "case.doubt")
    same = and_(SupersededVersion.product == Case.product, SupersededVersion.product_version == Case.product_version)
    return db.session.execute(
        select(Case.product, Case.product_version, func.count(Case.id).label("count"))
        .outerjoin(SupersededVersion, same)
        .where(
            Case.status == Status.LIVE.value,
            Case.state.in_(WATCHED),
            Case.product != "",
            Case.product_version != "",
            SupersededVersion.id.is_(None),
        )
        .group_by(Case.product, Case.product_version)
        .order_by(Case.product, Case.product_version)
        .limit(MOST)
    ).all()


def superseded_versions(actor: Actor) -> Sequence[Any]:
    """``product product_version newer at by``, newest first."""
    permissions.demand(actor, "case.doubt")
    return db.session.execute(
        select(
            SupersededVersion.product,
            SupersededVersion.product_version,
            SupersededVersion.newer,
            SupersededVersion.at,
            Person.name.label("by"),
        )
        .outerjoin(Person, Person.id == SupersededVersion.by_id)
        .order_by(SupersededVersion.at.desc(), SupersededVersion.id.desc())
        .limit(MOST)
    ).all()
