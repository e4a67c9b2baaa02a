"""Who may have a gap: one of support, or a named team in which somebody is."""

from sqlalchemy import literal, select, union_all

from portal.accounts.models import Person, Team, TeamMember
from portal.core.db import db
from portal.gaps.queries.repeated import SUPPORT

_ABLE = (Person.role.in_(SUPPORT), Person.suspended_at.is_(None))
_TEAMS = (
    select(Team.id, Team.name)
    .join(TeamMember, TeamMember.team_id == Team.id)
    .join(Person, Person.id == TeamMember.person_id)
    .where(*_ABLE)
    .distinct()
)


def owners() -> tuple[list[tuple[int, str]], list[tuple[int, str]]]:
    """(teams, people of support), each ids and names by name; one query."""
    teams = _TEAMS.add_columns(literal(True).label("team")).subquery()
    people = select(Person.id, Person.name, literal(False).label("team")).where(*_ABLE).subquery()
    rows = db.session.execute(union_all(select(teams), select(people)))
    found = sorted(rows, key=lambda row: (row.name.casefold(), row.id))
    return [(row.id, row.name) for row in found if row.team], [(row.id, row.name) for row in found if not row.team]


def supports(person_id: int) -> bool:
    return db.session.scalar(select(Person.id).where(Person.id == person_id, *_ABLE)) is not None


def supporting_team(team_id: int) -> str:
    """Its name; '' for one that is not there, or in which nobody is of support."""
    row = db.session.execute(_TEAMS.where(Team.id == team_id)).first()
    return row.name if row is not None else ""
