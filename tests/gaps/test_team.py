"""A named team writes the case of a gap: chosen, shown, told, removed."""

import pytest
from sqlalchemy import select

from portal.accounts import actions as accounts
from portal.core.db import db
from portal.core.errors import Invalid
from portal.gaps import actions, queries
from portal.notifications.models import News, Notice
from tests.gaps import stage


@pytest.fixture
def gap(scene):
    return stage.make_gap()


@pytest.fixture
def team(scene):
    accounts.add_team(scene.ada, name="Noise", people=[scene.pavel.id])
    team = accounts.add_team(scene.ada, name="Cards", people=[scene.ada.id, scene.stella.id, scene.pavel.id])
    db.session.commit()
    return team


def again():
    return stage.gap_of("вернуть подарок")


def told():
    query = select(Notice.person_id).join(News, News.id == Notice.news_id).where(News.code == "gap.given")
    return sorted(db.session.scalars(query))


def give(client, gap, owner):
    return client.post(f"/staff/gaps/{gap.id}/take", data={"owner": owner})


def test_it_works(as_, scene, gap, team):
    client = as_(scene.stella)
    page = client.get(f"/staff/gaps/{gap.id}").text
    assert f'<option value="team-{team.id}">Cards</option>' in page
    assert "Noise" not in page  # nobody of it could
    assert give(client, gap, f"team-{team.id}").status_code == 303
    assert (again().state, again().owner_id, again().team_id) == ("taken", None, team.id)
    assert again().due_on is not None
    page = client.get(f"/staff/gaps/{gap.id}").text
    assert f'<option selected value="team-{team.id}">Cards</option>' in page
    assert "Given to Cards" in page
    board = client.get("/staff/gaps?state=taken").text
    assert "Cards" in board
    assert 'value="me"' not in board


def test_those_of_it_who_can_are_told(as_, scene, gap, team):
    """Pavel does not see the board; Stella gave it."""
    give(as_(scene.stella), gap, f"team-{team.id}")
    assert told() == [scene.ada.id]
    assert "gave a knowledge gap to your team “Cards”" in as_(scene.ada).get("/inbox").text


def test_from_a_team_to_one_of_it_and_back(as_, scene, gap, team):
    client = as_(scene.stella)
    give(client, gap, f"team-{team.id}")
    give(client, gap, "me")
    assert (again().owner_id, again().team_id) == (scene.stella.id, None)
    give(client, gap, f"team-{team.id}")
    give(client, gap, "")
    assert (again().state, again().owner_id, again().team_id, again().due_on) == ("open", None, None, None)
    assert [step.GapStep.what for step in queries.history(scene.stella, gap.id)][:4] == ["returned", *["taken"] * 3]


def test_whoever_writes_the_case_does_not_take_it_from_the_team(scene, gap, team):
    actions.take(scene.ada, gap.id, team_id=team.id)
    actions.link(scene.stella, gap.id, case_id=stage.publish_case(scene.stella).id)
    assert (again().state, again().owner_id, again().team_id) == ("written", None, team.id)


@pytest.mark.parametrize("owner", ["team-999", "team-", "team-x", "x", "team-1"])
def test_no_such_team(as_, scene, gap, team, owner):
    """The first is Noise."""
    page = give(as_(scene.stella), gap, owner)
    assert page.status_code == 422
    assert (again().owner_id, again().team_id) == (None, None)


def test_no_team_in_which_nobody_is_of_support(scene, gap, team):
    for wrong in ({"team_id": 1}, {"team_id": 999}, {"team_id": team.id, "owner_id": scene.stella.id}):
        with pytest.raises(Invalid) as refusal:
            actions.take(scene.stella, gap.id, **wrong)
        assert refusal.value.field == "owner"


@pytest.mark.parametrize(("linked", "state"), [(False, "open"), (True, "written")])
def test_removed_it_waits_for_somebody_else(as_, scene, gap, team, linked, state):
    actions.take(scene.stella, gap.id, team_id=team.id)
    if linked:
        actions.link(scene.stella, gap.id, case_id=stage.publish_case(scene.stella).id)
    accounts.remove_team(scene.ada, team.id)
    db.session.commit()
    assert (again().state, again().team_id, again().due_on) == (state, None, None)
    page = as_(scene.stella).get(f"/staff/gaps/{gap.id}").text
    assert "Given back" in page
    assert "Given to Cards" in page
