"""What every verb of staff begins with: the gap, seen and held."""

from flask_babel import lazy_gettext as _l

from portal.core import permissions
from portal.core.db import db, lock
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor
from portal.gaps.models import LIVE, Gap


def take(actor: Actor, gap_id: int, *, live: bool = True) -> Gap:
    """The gap under a lock. Raises ``NotFound``, ``Forbidden``, and ``Invalid`` for one that ended when it must be
    ``live``."""
    permissions.demand(actor, "gap.work")
    gap = db.session.get(Gap, gap_id)
    if gap is None:
        raise NotFound("gap")
    lock(gap)
    if live and gap.state not in LIVE:
        raise Invalid(_l("This gap is not open any more."))
    return gap
