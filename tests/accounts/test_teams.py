"""Named teams: administrators keep them; who may not, what is refused, what becomes of one."""

import pytest

from portal.accounts import actions, teams
from portal.accounts.models import Person, Team
from portal.core import clock
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound
from tests.cast import make_person


@pytest.fixture
def cards(cast):
    team = actions.add_team(cast.ada, name="Cards", people=[cast.stella.id, cast.pavel.id])
    actions.add_team(cast.ada, name="Noise", people=[cast.ada.id])
    db.session.commit()
    return team


def form(people=(), **more):
    return {"name": "Points", "people": [str(each) for each in people], "key": "k" * 20} | more


def people_of(number):
    return teams.people([number])[number]


def test_it_works(as_, cast):
    ada = as_(cast.ada)
    assert "No team has a name yet" in ada.get("/staff/teams").text
    assert ada.post("/staff/teams", data=form([cast.stella.id, cast.pavel.id])).status_code == 303
    assert ada.post("/staff/teams", data=form([cast.stella.id, cast.pavel.id])).status_code == 303  # twice is once
    [team] = teams.kept(cast.ada)
    assert (team.name, [name for _number, name in team.people]) == ("Points", ["Pavel", "Stella"])
    page = ada.get("/staff/teams").text
    assert f'href="/staff/teams/{team.id}"' in page
    assert "Pavel, Stella" in page
    assert db.session.scalars(db.select(AuditEntry.action)).all() == ["team.add"]


def test_change(as_, cast, cards):
    ada = as_(cast.ada)
    page = ada.get(f"/staff/teams/{cards.id}").text
    assert f'value="{cast.stella.id}" checked' in page
    assert f'value="{cast.ada.id}">' in page
    assert f'id="people-{cast.carla.id}"' not in page
    answer = ada.post(f"/staff/teams/{cards.id}", data=form([cast.ada.id], name="Cards and tills"))
    assert (answer.status_code, answer.location) == (303, "/staff/teams")
    assert (db.session.get(Team, cards.id).name, people_of(cards.id)) == ("Cards and tills", [cast.ada.id])
    actions.change_team(cast.ada, cards.id, name="Cards and tills", people=[cast.ada.id])
    assert len(db.session.scalars(db.select(AuditEntry).where(AuditEntry.action == "team.change")).all()) == 1


def test_remove(as_, cast, cards):
    number = cards.id
    answer = as_(cast.ada).post(f"/staff/teams/{number}/remove")
    assert (answer.status_code, answer.location) == (303, "/staff/teams")
    assert list(teams.names().values()) == ["Noise"]
    assert people_of(number) == []
    with pytest.raises(NotFound):
        actions.remove_team(cast.ada, number)


@pytest.mark.parametrize(
    ("more", "words"),
    [
        ({"name": ""}, "Please fill this in."),
        ({"name": "x"}, "Between 2 and 60 characters, please."),
        ({"name": "x" * 61}, "Between 2 and 60 characters, please."),
        ({"name": "\u200b\u200b"}, "A name cannot have invisible characters."),
        ({"name": "Ca\u200brds"}, "A name cannot have invisible characters."),
        ({"name": "\u2800\u3164"}, "A name cannot have invisible characters."),
        ({"name": "\u0301\u0301"}, "A name needs letters."),
        ({"name": " cARDS "}, "There is a team of this name already."),
        ({"people": []}, "A team needs somebody."),
        ({"people": ["1"]}, "Please choose from the list."),  # Carla is of no team
        ({"people": ["999999"]}, "Please choose from the list."),
        ({"people": ["٣"]}, "Please choose from the list."),
    ],
)
def test_what_is_refused(as_, cast, cards, more, words):
    """Beside the field, with what was typed."""
    ada = as_(cast.ada)
    noise = next(number for number, name in teams.names().items() if name == "Noise")
    for path in ("/staff/teams", f"/staff/teams/{noise}"):
        page = ada.post(path, data=form([cast.stella.id]) | more)
        assert page.status_code == 422
        assert words in page.text
        assert (f'value="{cast.stella.id}" checked' in page.text) == ("people" not in more)
    assert sorted(teams.names().values()) == ["Cards", "Noise"]


def test_whoever_left_counts_for_nothing_and_may_stay(as_, cast, cards):
    db.session.get(Person, cast.stella.id).suspended_at = clock.now()
    db.session.commit()
    assert people_of(cards.id) == [cast.pavel.id]
    page = as_(cast.ada).get(f"/staff/teams/{cards.id}").text
    assert f'value="{cast.stella.id}" checked' in page
    actions.change_team(cast.ada, cards.id, name="Tills", people=[cast.stella.id, cast.pavel.id])
    with pytest.raises(Invalid):
        actions.add_team(cast.ada, name="Another", people=[cast.stella.id])


@pytest.mark.parametrize(("who", "status"), [("guest", 302), ("carla", 403), ("pavel", 403), ("stella", 403)])
def test_only_administrators(as_, cast, cards, who, status):
    client = as_(cast.named(who))
    for path in ("/staff/teams", f"/staff/teams/{cards.id}"):
        assert client.get(path).status_code == status
    assert 'href="/staff/teams"' not in as_(cast.stella).get("/staff/people").text
    assert 'href="/staff/teams"' in as_(cast.ada).get("/staff/people").text
    if who != "guest":
        with pytest.raises(Forbidden):
            actions.remove_team(cast.named(who), cards.id)


def test_what_the_page_costs(as_, cast, cards, count_queries):
    ada = as_(cast.ada)
    for number in range(5):
        person = make_person(f"Colleague{number}", "staff")
        actions.add_team(cast.ada, name=f"Team {number}", people=[person.id])
    db.session.commit()
    with count_queries() as statements:
        ada.get("/staff/teams")
    assert len(statements) <= 4, statements
