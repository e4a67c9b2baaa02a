"""Who looks after a case: one of support, everybody of a team (of a role, or a named one), or, when nobody is named any
more, all of support."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.accounts import teams as named_teams
from portal.cases.models import TEAMS, Case
from portal.core.db import db


def keepers(rows: Sequence[Any]) -> dict[int, list[int]]:
    """Id of each case -> ids of its people. ``rows`` carry ``id``, ``owner_id`` and ``owner_team``; four queries at
    most. One who left support, or was suspended, looks after nothing any more."""
    support = set(accounts.support())
    teams = _people({row.owner_team for row in rows} - {""})
    everybody: list[int] = []
    found = {}
    for row in rows:
        people = teams.get(row.owner_team) or ([row.owner_id] if row.owner_id in support else [])
        if not people:
            everybody = everybody or accounts.of_role("staff") or sorted(support)
        found[row.id] = people or everybody
    return found


def _people(teams: set[str]) -> dict[str, list[int]]:
    """Team as cases name it -> ids of its people."""
    found = {team: accounts.of_role(team) for team in sorted(teams.intersection(TEAMS))}
    named = named_teams.people([int(team) for team in teams.difference(TEAMS)])
    return found | {str(number): people for number, people in named.items()}


def team_words(teams: Collection[str]) -> dict[str, str]:
    """Team as cases name it -> its name, of the named ones among these; one query, none when none is."""
    if not set(teams) - {"", *TEAMS}:
        return {}
    return {str(number): name for number, name in named_teams.names().items()}


def keepers_of(case_id: int) -> list[int]:
    """The people of one case; nobody when it is not there."""
    rows = db.session.execute(select(Case.id, Case.owner_id, Case.owner_team).where(Case.id == case_id)).all()
    return keepers(rows).get(case_id, [])
