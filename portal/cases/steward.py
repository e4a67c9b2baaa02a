"""What moderation may do to a case."""

from flask_babel import lazy_gettext as _l

from portal.cases.actions.status import set_status
from portal.cases.models import Case
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.permissions import Actor


class CaseSteward:
    """Hide, delete and restore; cases are neither closed nor locked nor duplicates."""

    verbs = frozenset({"status"})

    def get(self, thing_id: int) -> Case:
        case = db.session.get(Case, thing_id)
        if case is None:
            raise NotFound("case")
        return case

    def set_status(self, actor: Actor, thing_id: int, status: str) -> None:
        set_status(actor, thing_id, status)

    def close(self, actor: Actor, thing_id: int, reason: str) -> None:
        raise _refusal()

    def reopen(self, actor: Actor, thing_id: int) -> None:
        raise _refusal()

    def lock(self, actor: Actor, thing_id: int, on: bool) -> None:
        raise _refusal()

    def mark_duplicate(self, actor: Actor, thing_id: int, target_id: int) -> None:
        raise _refusal()


def _refusal() -> Invalid:
    return Invalid(_l("This cannot be done to a case."))
