"""Who looks after a case, and how often it is checked."""

from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import update

from portal.accounts import queries as accounts
from portal.accounts import teams as named_teams
from portal.cases.actions import keeping, shaping
from portal.cases.events import CaseOwnerChanged
from portal.cases.models import TEAMS, Case
from portal.core import audit, events
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor
from portal.core.refs import Ref
from portal.topics import intervals


def set_owner(
    actor: Actor, case_id: int, *, owner_id: int | None = None, team: str = "", check_days: int | None = None
) -> Case:
    """Give a case to one of support, to a team (a role, or the number of a named one), or to nobody; with an interval
    of its own, or with that of its topics.

    Raises ``Invalid`` beside ``owner`` or ``check_days``. The day it is due moves along; whoever gets it is told.
    """
    case = shaping.get(actor, case_id, "case.set_owner")
    if team and (owner_id is not None or not _is_team(team)):
        raise Invalid(_l("There is no such team."), "owner")
    if owner_id is not None and owner_id != case.owner_id and owner_id not in accounts.support():
        raise Invalid(_l("Only one of support can look after a case."), "owner")
    intervals.sound(check_days)
    was = (case.owner_id, case.owner_team, case.check_days)
    if was == (owner_id, team, check_days):
        return case
    case.owner_id, case.owner_team, case.check_days = owner_id, team, check_days
    shaping.touch(case)
    db.session.flush()
    keeping.keep([case.id])
    audit.record(actor, "case.set_owner", Ref("case", case.id), owner=owner_id, team=team, days=check_days)
    if was[:2] != (owner_id, team):
        events.publish(CaseOwnerChanged(case.id, actor.id, owner_id, int(team) if team.isdigit() else None))
    return case


def _is_team(team: str) -> bool:
    return team in TEAMS or team in {str(number) for number in named_teams.names()}


def on_team_removed(event: Any) -> None:
    """What it looked after is with all of support."""
    db.session.execute(
        update(Case)
        .where(Case.owner_team == str(event.team_id))
        .values(owner_team="staff", version=Case.version + 1)
        .execution_options(synchronize_session="fetch")
    )
