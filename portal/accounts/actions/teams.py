"""Keeping named teams: who belongs to one, and what becomes of it."""

from collections.abc import Collection

from flask_babel import lazy_gettext as _l
from sqlalchemy import delete
from sqlalchemy.exc import IntegrityError

from portal.accounts import names, teams
from portal.accounts.events import TeamRemoved
from portal.accounts.models import Team, TeamMember
from portal.core import audit, clock, events
from portal.core.db import db
from portal.core.errors import Invalid
from portal.core.permissions import Actor, demand

NAME = (2, 60)


def add_team(actor: Actor, *, name: str, people: Collection[int]) -> Team:
    """Raises ``Invalid`` beside ``name`` or ``people``."""
    demand(actor, "account.keep_teams")
    name = _free(name)
    _able(people, ())
    team = Team(name=name, created_at=clock.now())
    try:
        with db.session.begin_nested():
            db.session.add(team)
    except IntegrityError:
        raise Invalid(_l("There is a team of this name already."), "name") from None
    _put(team.id, people)
    audit.record(actor, "team.add", None, team=team.id, name=name, people=sorted(people))
    return team


def change_team(actor: Actor, team_id: int, *, name: str, people: Collection[int]) -> Team:
    """Another name, other people; what it looks after stays. Raises ``NotFound``, ``Invalid``."""
    now = teams.one(actor, team_id)
    name = _free(name, team_id)
    before = {number for number, _name in now.people}
    _able(people, before)
    team = db.session.get_one(Team, team_id)
    if (now.name, before) == (name, set(people)):
        return team
    try:
        with db.session.begin_nested():
            team.name = name
    except IntegrityError:
        raise Invalid(_l("There is a team of this name already."), "name") from None
    db.session.execute(delete(TeamMember).where(TeamMember.team_id == team_id))
    _put(team_id, people)
    audit.record(actor, "team.change", None, team=team_id, name=name, was=now.name, people=sorted(people))
    return team


def remove_team(actor: Actor, team_id: int) -> None:
    """What it looked after goes back to support. Raises ``NotFound``."""
    now = teams.one(actor, team_id)
    events.publish(TeamRemoved(team_id, actor.id))  # first: things point at it
    db.session.flush()
    db.session.execute(delete(TeamMember).where(TeamMember.team_id == team_id))
    db.session.execute(delete(Team).where(Team.id == team_id))
    audit.record(actor, "team.remove", None, team=team_id, name=now.name)


def _free(name: str, but: int | None = None) -> str:
    name = names.tidy(name)
    if any(names.unseen(char) for char in name):
        raise Invalid(_l("A name cannot have invisible characters."), "name")
    if name and not any(char.isalpha() for char in name):
        raise Invalid(_l("A name needs letters."), "name")
    if not NAME[0] <= len(name) <= NAME[1]:
        raise Invalid(_l("Between %(least)d and %(most)d characters, please.", least=NAME[0], most=NAME[1]), "name")
    if name.casefold() in {each.casefold() for number, each in teams.names().items() if number != but}:
        raise Invalid(_l("There is a team of this name already."), "name")
    return name


def _able(people: Collection[int], before: Collection[int]) -> None:
    """Whoever is in it may stay, whatever became of them."""
    if not people:
        raise Invalid(_l("A team needs somebody."), "people")
    if set(people) - set(before) - {number for number, _name in teams.everyone()}:
        raise Invalid(_l("Please choose from the list."), "people")


def _put(team_id: int, people: Collection[int]) -> None:
    db.session.add_all([TeamMember(team_id=team_id, person_id=number) for number in sorted(set(people))])
    db.session.flush()
