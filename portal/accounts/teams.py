"""Reading named teams: which there are, who belongs to them."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass

from sqlalchemy import Select, String, cast, select

from portal.accounts.models import Person, Team, TeamMember
from portal.core.db import db
from portal.core.errors import NotFound
from portal.core.permissions import TEAM, Actor, demand

_ABLE = (Person.role.in_(TEAM), Person.suspended_at.is_(None))


@dataclass(frozen=True, slots=True)
class Kept:
    """A team as administrators see it: ids and names of everybody who was put into it."""

    id: int
    name: str
    people: list[tuple[int, str]]


def names() -> dict[int, str]:
    """Id -> name, in the order of names."""
    rows = db.session.execute(select(Team.id, Team.name))
    return dict(sorted(((row.id, row.name) for row in rows), key=lambda each: (each[1].casefold(), each[0])))


def everyone() -> list[tuple[int, str]]:
    """Ids and names of those who can be put into a team, by name."""
    rows = db.session.execute(select(Person.id, Person.name).where(*_ABLE).order_by(Person.name, Person.id))
    return [(row.id, row.name) for row in rows]


def people(ids: Collection[int]) -> dict[int, list[int]]:
    """Team -> ids of its people, without those who left or are suspended; one query, none for no team."""
    found: dict[int, list[int]] = defaultdict(list)
    query = select(TeamMember.team_id, TeamMember.person_id).join(Person, Person.id == TeamMember.person_id)
    query = query.where(TeamMember.team_id.in_(ids), *_ABLE).order_by(TeamMember.person_id)
    for row in db.session.execute(query) if ids else ():
        found[row.team_id].append(row.person_id)
    return found


def numbers_of(person: object) -> Select[str]:
    """Selects the teams of a person, each number as a text: so things name the team that looks after them."""
    return select(cast(TeamMember.team_id, String)).where(TeamMember.person_id == person)


def kept(actor: Actor) -> list[Kept]:
    """Every team with its people, by name; two queries. Raises ``Forbidden`` unless an administrator asks."""
    demand(actor, "account.keep_teams")
    members: dict[int, list[tuple[int, str]]] = defaultdict(list)
    query = select(TeamMember.team_id, Person.id, Person.name).join(Person, Person.id == TeamMember.person_id)
    for row in db.session.execute(query.order_by(Person.name, Person.id)):
        members[row.team_id].append((row.id, row.name))
    return [Kept(number, name, members[number]) for number, name in names().items()]


def one(actor: Actor, team_id: int) -> Kept:
    """Raises ``NotFound``, ``Forbidden``."""
    found = next((each for each in kept(actor) if each.id == team_id), None)
    if found is None:
        raise NotFound("team")
    return found
