"""A version of a product is out of date: every published case that is written for exactly that one is to be checked."""

from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from portal.cases.actions.watching import JOB
from portal.cases.content import APPLIES_CHARS
from portal.cases.models import Case, SupersededVersion
from portal.cases.queries.drift import WATCHED
from portal.core import audit, clock, outbox, permissions
from portal.core.db import db
from portal.core.errors import Conflict, Invalid, NotFound
from portal.core.permissions import Actor


def supersede(actor: Actor, *, product: str, version: str, newer: str = "") -> int:
    """Say so; gives how many cases the worker is going to look at. Raises ``Invalid``, ``Conflict`` when it was said."""
    permissions.demand(actor, "case.doubt")
    product, version, newer = product.strip(), version.strip(), newer.strip()
    for name, text, needed in (("product", product, True), ("version", version, True), ("newer", newer, False)):
        if needed and not text:
            raise Invalid(_l("Please fill this in."), name)
        if len(text) > APPLIES_CHARS:
            raise Invalid(_l("At most %(most)d characters, please.", most=APPLIES_CHARS), name)
    if newer == version:
        raise Invalid(_l("A version cannot take its own place."), "newer")
    if _row(product, version) is not None:
        raise Conflict(_l("This version was called superseded already."))
    row = SupersededVersion(product=product, product_version=version, newer=newer, at=clock.now(), by_id=actor.id)
    db.session.add(row)
    db.session.flush()
    audit.record(actor, "case.supersede", reason=f"{product} {version}")
    return _look_at_all(product, version)


def reinstate(actor: Actor, *, product: str, version: str) -> int:
    """It is in use after all. Raises ``NotFound``."""
    permissions.demand(actor, "case.doubt")
    row = _row(product, version)
    if row is None:
        raise NotFound("version")
    db.session.delete(row)
    db.session.flush()
    audit.record(actor, "case.reinstate", reason=f"{product} {version}")
    return _look_at_all(product, version)


def _row(product: str, version: str) -> SupersededVersion | None:
    return db.session.scalars(
        select(SupersededVersion)
        .where(SupersededVersion.product == product, SupersededVersion.product_version == version)
        .with_for_update()
    ).first()


def _look_at_all(product: str, version: str) -> int:
    """There may be very many: the worker looks at them, each in a transaction of its own."""
    ids = db.session.scalars(
        select(Case.id).where(Case.product == product, Case.product_version == version, Case.state.in_(WATCHED))
    ).all()
    for number in ids:
        outbox.put(JOB, case=number)
    return len(ids)
