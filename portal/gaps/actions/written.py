"""The case that a gap waits for."""

from typing import Any

from flask_babel import lazy_gettext as _l

from portal.core import refs
from portal.core.audit import record
from portal.core.db import db, lock
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.core.visibility import Status
from portal.gaps.actions import holding, steps
from portal.gaps.models import LIVE, Gap, State


def case_written(event: Any) -> None:
    """Reaction to ``CaseWritten``: one that was begun from a gap is its case. Whoever wrote it has the gap, unless
    somebody has it already. A gap that ended meanwhile is left alone."""
    origin = event.begun_from
    gap = db.session.get(Gap, origin.id) if origin is not None and origin.kind == "gap" else None
    if gap is None:
        return
    lock(gap)
    if gap.state in LIVE:
        _link(gap, event.case_id, event.actor_id)


def link(actor: Actor, gap_id: int, *, case_id: int) -> Gap:
    """There is a case already; it lacks these words. Raises ``NotFound``, ``Forbidden``, ``Invalid``."""
    gap = holding.take(actor, gap_id)
    card = refs.card(actor, Ref("case", case_id))
    if card is None or card.status == Status.DELETED.value:
        raise Invalid(_l("There is no case with this number."), "case")
    if gap.case_id != case_id:
        _link(gap, case_id, actor.id)
        record(actor, "gap.link", Ref("gap", gap.id), case=case_id)
    return gap


def _link(gap: Gap, case_id: int, person_id: int | None) -> None:
    gap.case_id = case_id
    if not gap.owned:
        gap.owner_id = person_id
    steps.move(gap, State.WRITTEN, "written", person_id=person_id)
