"""Who looks after a case: one of support, everybody of a team, or, when nobody is named any more, all of support."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import select

from portal.accounts import queries as accounts
from portal.cases.models import Case
from portal.core.db import db


def keepers(rows: Sequence[Any]) -> dict[int, list[int]]:
    """Id of each case -> ids of its people. ``rows`` carry ``id``, ``owner_id`` and ``owner_team``; three queries at
    most. One who left support, or was suspended, looks after nothing any more."""
    support = set(accounts.support())
    teams = {team: accounts.of_role(team) for team in sorted({row.owner_team for row in rows} - {""})}
    everybody: list[int] = []
    found = {}
    for row in rows:
        people = teams.get(row.owner_team) or ([row.owner_id] if row.owner_id in support else [])
        if not people:
            everybody = everybody or accounts.of_role("staff") or sorted(support)
        found[row.id] = people or everybody
    return found


def keepers_of(case_id: int) -> list[int]:
    """The people of one case; nobody when it is not there."""
    rows = db.session.execute(select(Case.id, Case.owner_id, Case.owner_team).where(Case.id == case_id)).all()
    return keepers(rows).get(case_id, [])
