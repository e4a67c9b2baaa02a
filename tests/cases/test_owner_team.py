"""A named team looks after a case: chosen, shown, reminded, doubted, removed."""

from datetime import timedelta

import pytest

from portal.accounts import actions as accounts
from portal.accounts import teams
from portal.accounts.models import Person
from portal.cases import actions, queries
from portal.cases.caretaker import look
from portal.cases.models import Case, CaseReminder
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Invalid
from portal.notifications.models import News, Notice
from tests.cases import stage


@pytest.fixture
def team(cast):
    team = accounts.add_team(cast.ada, name="Cards", people=[cast.ada.id, cast.pavel.id])
    accounts.add_team(cast.ada, name="Noise", people=[cast.stella.id])
    db.session.commit()
    return team


@pytest.fixture
def case(cast, team):
    case = stage.published(cast.stella)
    actions.set_owner(cast.stella, case.id, team=str(team.id))
    db.session.commit()
    return case


def told(code):
    query = db.select(Notice.person_id).join(News, News.id == Notice.news_id).where(News.code == code)
    return sorted(db.session.scalars(query))


def test_it_works(as_, cast, team):
    case = stage.published(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    assert f'<option value="team-{team.id}">Cards</option>' in stella.get(f"/cases/{case.id}/owner").text
    answer = stella.post(f"/cases/{case.id}/owner", data={"owner": f"team-{team.id}", "check_days": ""})
    assert answer.status_code == 303
    assert (case.owner_id, case.owner_team) == (None, str(team.id))
    page = stella.get(f"/cases/{case.id}/owner").text
    assert f'<option selected value="team-{team.id}">Cards</option>' in page


def test_it_is_shown_by_its_name(as_, cast, case, team):
    stella, path = as_(cast.stella), f"/cases/{case.id}/{case.slug}"
    page = stella.get(path)
    assert "<dd>Cards</dd>" in page.text
    assert "<dd>Cards</dd>" not in as_(cast.carla).get(path).text
    actions.doubt(cast.stella, case.id, reason="Look")
    db.session.commit()
    assert "<span>Cards</span>" in " ".join(stella.get("/cases/home").text.split()).replace("> ", ">").replace(
        " <", "<"
    )
    etag = stella.get(path).headers["ETag"]
    accounts.change_team(cast.ada, team.id, name="Tills", people=[cast.pavel.id])
    db.session.commit()
    assert stella.get(path, headers={"If-None-Match": etag}).status_code == 200


@pytest.mark.parametrize("number", ["999", "0", "x", "-1", "٣"])
def test_no_such_team(cast, team, number):
    case = stage.published(cast.stella)
    with pytest.raises(Invalid) as refusal:
        actions.set_owner(cast.stella, case.id, team=number)
    assert refusal.value.field == "owner"


def test_its_people_are_reminded_in_one_row_each(cast, team):
    now = clock.now()
    cases = [stage.published(cast.stella, title=f"A case that fell due, number {number}") for number in range(3)]
    for each in cases[:2]:
        actions.set_owner(cast.stella, each.id, team=str(team.id))
    db.session.commit()
    with clock.at(now + timedelta(days=181)):
        look()
    rows = db.session.scalars(db.select(CaseReminder)).all()
    found = {row.person_id: row.case_ids for row in rows}
    both = [each.id for each in cases[:2]]
    assert {number: sorted(ids) for number, ids in found.items()} == {
        cast.ada.id: both,
        cast.pavel.id: both,
        cast.stella.id: [cases[2].id],
    }


def test_its_people_are_told_when_they_get_it(cast, team):
    case = stage.published(cast.stella)
    actions.set_owner(cast.ada, case.id, team=str(team.id))
    actions.set_owner(cast.ada, case.id, team=str(team.id), check_days=30)
    assert told("case.owned") == [cast.pavel.id]  # Ada gave it
    actions.set_owner(cast.ada, case.id, team="staff")
    assert told("case.owned") == [cast.pavel.id]  # a whole role is reminded, not told


def test_its_people_are_told_of_a_doubt(cast, case):
    actions.doubt(cast.stella, case.id, reason="Look")
    assert told("case.doubted") == sorted([cast.ada.id, cast.pavel.id])


def test_an_empty_team_is_all_of_support(cast, case):
    for person in (cast.ada, cast.pavel):
        db.session.get(Person, person.id).suspended_at = clock.now()
    actions.doubt(cast.stella, case.id, reason="Look")
    assert queries.keepers_of(case.id) == [cast.stella.id]


def test_mine_are_those_of_my_teams(cast, case):
    stella_s = next(number for number, name in teams.names().items() if name == "Noise")
    other = stage.published(cast.stella, title="A case of the other team")
    actions.set_owner(cast.stella, other.id, team=str(stella_s))
    for each in (case, other):
        each.author_id = cast.nils.id  # what one wrote is one's own, too
        db.session.flush()
        actions.doubt(cast.stella, each.id, reason="Look")
    for actor, own in ((cast.ada, case), (cast.stella, other)):
        assert [row.id for row in queries.work(actor, mine=True).rows] == [own.id]
        assert queries.work_counts(actor, mine=True)["check"] == 1
    assert len(queries.work(cast.ada).rows) == 2


def test_removed_it_goes_back_to_support(as_, cast, case, team):
    version = case.version
    noise = stage.published(cast.stella, title="A case of the product team")
    actions.set_owner(cast.stella, noise.id, team="product")
    accounts.remove_team(cast.ada, team.id)
    db.session.commit()
    kept = db.session.get(Case, case.id, populate_existing=True)
    assert (kept.owner_team, kept.version) == ("staff", version + 1)
    assert db.session.get(Case, noise.id).owner_team == "product"
    assert "The support team" in as_(cast.stella).get(f"/cases/{case.id}/{case.slug}").text
