"""Searches that members keep: what is new and answers one is told once, to whoever may see it, and stops by one press."""

import pytest
from sqlalchemy import select

from portal.core.db import db
from portal.core.errors import Invalid, NotFound, SignInNeeded
from portal.search import actions
from portal.search.models import SavedSearch, SearchAlert, SearchFind
from tests.search.waiting import WORDS, case, save, told


def test_it_works(as_, scene, post, settings):
    nils = as_(scene.nils)
    page = nils.get(f"/search?q={WORDS}").text
    assert "Nothing found" in page
    assert "Tell me when something answers this" in page
    answer = nils.post("/searches", data={"search": f"/search?q={WORDS}", "next": "/search?q=x"})
    assert answer.status_code == 303
    post()
    made = case(scene)
    found = [letter for letter in post() if letter["To"] == "nils@example.org"]
    assert told(scene.nils) == [(WORDS, "·\N{NO-BREAK SPACE}Как вернуть деньги")]
    [letter] = found
    assert letter["Subject"] == f"Something new answers a search you saved: {WORDS}"
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    text = letter.get_body(("plain",)).get_content()
    assert "Как вернуть деньги" in text
    assert f"{settings.address}/cases/{made.id}" in text


def test_guests_sign_in_and_come_back_with_it(as_, scene):
    guest = as_(scene.guest)
    page = guest.get(f"/search?q={WORDS}&kind=case").text
    link = page.split('href="/searches/new', 1)[1].split('"', 1)[0].replace("&amp;", "&")
    answer = guest.get("/searches/new" + link)
    assert answer.status_code == 302
    assert "/sign-in" in answer.location or "next=" in answer.location
    assert guest.post("/searches", data={"search": "q=x"}).status_code == 303
    page = as_(scene.nils).get("/searches/new" + link).text
    assert f'value="{WORDS}"' in page
    assert "kind=case" in page
    with pytest.raises(SignInNeeded):
        actions.save_search(scene.guest, address="q=x")
    assert db.session.scalars(select(SavedSearch)).all() == []


def test_listed_renamed_paused_deleted(as_, scene, post):
    nils, kept = as_(scene.nils), save(scene.nils)
    assert WORDS in nils.get("/searches").text
    assert nils.post(f"/searches/{kept.id}", data={"name": "Деньги"}).status_code == 303
    assert nils.post(f"/searches/{kept.id}", data={"name": " "}).status_code == 422
    nils.post(f"/searches/{kept.id}/pause", data={"on": 1})
    page = nils.get("/searches").text
    assert "Деньги" in page
    assert "paused" in page
    case(scene)
    post()
    assert told(scene.nils) == []
    nils.post(f"/searches/{kept.id}/pause", data={"on": 0})
    post()
    assert told(scene.nils) == []
    case(scene, "Возврат второй раз")
    post()
    assert told(scene.nils) == [("Деньги", "·\N{NO-BREAK SPACE}Возврат второй раз")]
    nils.post(f"/searches/{kept.id}/delete")
    assert db.session.scalars(select(SearchFind.id)).all() == db.session.scalars(select(SearchAlert.id)).all() == []
    assert told(scene.nils) == [("", "")]


def test_anothers_is_not_there(as_, scene):
    kept, carla = save(scene.nils), as_(scene.carla)
    for verb in ("", "/pause", "/delete"):
        assert carla.post(f"/searches/{kept.id}{verb}", data={"name": "x", "on": 1}).status_code == 404
        assert as_(scene.ada).post(f"/searches/{kept.id}{verb}", data={"name": "x"}).status_code == 404
    assert WORDS not in carla.get("/searches").text
    with pytest.raises(NotFound):
        actions.delete_search(scene.carla, kept.id)


def test_the_same_twice_is_one(scene):
    assert save(scene.nils).id == save(scene.nils).id
    assert save(scene.carla).id != save(scene.nils).id


def test_fifty_are_the_most(scene, monkeypatch):
    monkeypatch.setattr("portal.search.actions.saving.MOST", 2)
    for text in ("один", "два"):
        save(scene.nils, text)
    with pytest.raises(Invalid):
        save(scene.nils, "три")
    save(scene.carla, "три")


@pytest.mark.parametrize("address", ["", "q=", "sort=newest", "lang=ru", "nonsense", "q=" + "я" * 2000])
def test_what_cannot_be_kept(as_, scene, address):
    answer = as_(scene.nils).post("/searches", data={"search": address})
    assert answer.status_code == (303 if "я" in address else 422)
    assert all(len(row.address) <= 4000 for row in db.session.scalars(select(SavedSearch)))
