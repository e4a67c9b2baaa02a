"""“Write the case”: the form begins with the wish, and the case that comes of it is the case of the gap."""

import pytest

from portal.cases import actions as cases
from portal.cases.models import Case
from portal.core import drafts
from portal.core.db import db
from tests.gaps import stage

SENT = {
    "kind": "common_issue",
    "language": "ru",
    "title": "Как вернуть подарок",
    "phrasings": "вернуть подарок",
    "steps": "1. Принесите его.",
    "topics": "cards",
    "visibility": "public",
}


@pytest.fixture
def gap(scene):
    return stage.make_gap()


def again():
    return stage.gap_of("вернуть подарок")


def test_it_works(as_, scene, gap):
    client = as_(scene.stella)
    address = (
        f"/cases/write?title=Вернуть подарок&phrasings=вернуть подарок&language=ru&topics=cards&begun_from=gap:{gap.id}"
    )
    page = client.get(address).text
    assert f'name="begun_from" type="hidden" value="gap:{gap.id}"' in page
    assert f"/staff/gaps/{gap.id}" in page
    assert 'value="cards"' in page
    answer = client.post("/cases/write", data=SENT | {"begun_from": f"gap:{gap.id}", "key": "k" * 32})
    assert answer.status_code == 303
    case = db.session.query(Case).filter_by(title="Как вернуть подарок").one()
    assert (again().state, again().case_id, again().owner_id) == ("written", case.id, scene.stella.id)
    assert case.title in client.get("/staff/gaps?state=written").text


def test_an_error_keeps_what_it_is_for(as_, scene, gap):
    answer = as_(scene.stella).post("/cases/write", data=SENT | {"title": "", "begun_from": f"gap:{gap.id}"})
    assert answer.status_code == 422
    assert f'value="gap:{gap.id}"' in answer.text


@pytest.mark.parametrize("origin", ["", "gap:424242", "question:1", "gap:x", "x" * 500, "gap:" + "9" * 30])
def test_any_other_origin_is_passed_over(as_, scene, gap, origin):
    answer = as_(scene.stella).post("/cases/write", data=SENT | {"begun_from": origin, "key": "k" * 32})
    assert answer.status_code == 303
    assert (again().state, again().case_id) == ("open", None)


def test_whoever_has_it_keeps_it(as_, scene, gap):
    from portal.gaps import actions

    actions.take(scene.ada, gap.id, owner_id=scene.ada.id)
    db.session.commit()
    as_(scene.stella).post("/cases/write", data=SENT | {"begun_from": f"gap:{gap.id}", "key": "k" * 32})
    assert again().owner_id == scene.ada.id


def test_a_gap_that_ended_meanwhile_is_left_alone(as_, scene, gap):
    from portal.gaps import actions

    actions.dismiss(scene.ada, gap.id, reason="Not ours")
    db.session.commit()
    as_(scene.stella).post("/cases/write", data=SENT | {"begun_from": f"gap:{gap.id}", "key": "k" * 32})
    assert (again().state, again().case_id) == ("dismissed", None)


def test_the_draft_remembers_what_it_is_for_but_not_for_another(as_, scene, gap):
    client = as_(scene.stella)
    client.put("/cases/draft/case", json={"fields": SENT | {"begun_from": f"gap:{gap.id}"}})
    assert drafts.load(scene.stella, "case")["begun_from"] == f"gap:{gap.id}"
    assert f'value="gap:{gap.id}"' in client.get("/cases/write").text
    assert f'value="gap:{gap.id}"' not in client.get("/cases/write?title=Something else").text


def test_a_case_of_nobodys_wish(scene, gap):
    cases.write(scene.stella, kind="common_issue", language="ru", title="Как вернуть подарок")
    assert again().case_id is None
