"""The public page of a person, and what they say about themselves."""

import pytest
from sqlalchemy import literal, select

from portal.accounts import queries as accounts
from portal.cases import actions as cases
from portal.core import contributions
from portal.core.db import db
from portal.core.refs import Card, Ref
from portal.ideas import actions as ideas
from tests.cases import stage
from tests.cast import make_person

FORM = {"name": "Carla", "about": "", "language": "", "time_zone": ""}


def test_it_works(as_, cast):
    carla = as_(cast.carla)
    given = FORM | {"name": "Карла Кіт", "about": "**Hello** <script>", "language": "uk", "time_zone": "Europe/Kyiv"}
    assert carla.post("/settings", data=given).status_code == 303
    page = as_(cast.guest).get(f"/people/{cast.carla.id}", follow_redirects=True)
    assert page.request.path == f"/people/{cast.carla.id}/karla-kit"
    assert "<strong>Hello</strong>" in page.text
    assert "<script>" not in page.text.split("</header>")[-1]
    assert "carla@example.org" not in page.text
    assert 'lang="uk"' in carla.get("/settings").text


def test_contributions_come_from_their_providers(as_, cast):
    card = Card(Ref("question", 1), "Where is my card?", "/questions/1/x", score=3)
    asked = []

    def load(actor, person_id, limit):
        asked.append((actor.id, person_id))
        return [card]

    contributions.wire(
        [contributions.Contribution("questions", "Questions", load, lambda actor, number: select(literal(41)))]
    )
    try:
        page = as_(cast.amir).get(f"/people/{cast.carla.id}/carla").text
    finally:
        contributions.wire([])
    assert "Where is my card?" in page
    assert "41" in page
    assert asked == [(cast.amir.id, cast.carla.id)]


def test_old_names_lead_on(client, cast):
    assert client.get(f"/people/{cast.carla.id}/something").location == f"/people/{cast.carla.id}/carla"


def test_nobody_there(client, cast):
    for path in ("/people/99", "/people/99/x", "/people/99999999999999999999/x"):
        assert client.get(path).status_code == 404


def test_invitations_are_not_shown(as_, cast):
    person = make_person("Waiting", verified_at=None)
    db.session.commit()
    assert as_(cast.guest).get(f"/people/{person.id}/waiting").status_code == 404
    assert as_(cast.stella).get(f"/people/{person.id}/waiting").status_code == 200


@pytest.mark.parametrize("given", [{"name": "Ѕtеllа"}, {"name": "Stella"}, {"name": "Admin"}, {"about": "x" * 2001}])
def test_what_is_refused(as_, cast, given):
    assert as_(cast.carla).post("/settings", data=FORM | given).status_code == 422
    assert accounts.person(cast.carla.id).name == "Carla"


@pytest.mark.parametrize(("tab", "guest"), [("", 1), ("questions", 4), ("answers", 4), ("ideas", 3), ("cases", 4)])
def test_what_a_profile_costs(as_, cast, count_queries, tab, guest):
    """The account itself is one query, and whoever reads it another; all counts are one, the list that is shown one or
    two, however much there is."""
    for number in range(3):
        answer = stage.answer(stage.question(cast.carla, f"A question of hers, number {number}"), cast.carla)
        ideas.propose(cast.carla, title=f"An idea of hers, number {number}", body="It would help.", topics=["cards"])
        cases.publish(cast.stella, cases.promote(cast.stella, answer.id, **stage.TEXT).id)
    db.session.commit()
    if not tab:
        contributions.wire([])
    for actor, most in ((cast.guest, guest), (cast.amir, guest + 1)):
        client = as_(actor)
        db.session.remove()
        with count_queries() as statements:
            page = client.get(f"/people/{cast.carla.id}/carla?tab={tab}")
        assert len(statements) <= most, statements
        assert page.text.count('class="row__title"') == (3 if tab else 0)
        assert page.text.count('class="tabs__figure">3<') == (4 if tab else 0)
