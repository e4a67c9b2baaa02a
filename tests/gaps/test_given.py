"""Whoever is given a gap is told: in the inbox, by mail as they chose, in their language; never for what they took."""

import pytest
from sqlalchemy import select

from portal.accounts.models import Person
from portal.core.db import db
from portal.gaps import actions
from portal.notifications.actions.choose import choose
from portal.notifications.models import News, Notice
from tests.gaps import stage


@pytest.fixture
def gap(scene):
    db.session.get(Person, scene.ada.id).language = "ru"
    return stage.make_gap()


def told():
    query = select(Notice.person_id).join(News, News.id == Notice.news_id).where(News.code == "gap.given")
    return list(db.session.scalars(query.order_by(Notice.id)))


def subjects(post, name):
    return [letter["Subject"] for letter in post() if letter["To"] == f"{name}@example.org"]


def test_it_works(as_, scene, gap, post, settings):
    as_(scene.stella).post(f"/staff/gaps/{gap.id}/take", data={"owner": str(scene.ada.id)})
    assert told() == [scene.ada.id]
    [letter] = [each for each in post() if each["To"] == "ada@example.org"]
    assert letter["Subject"] == "Вам поручено написать решение для пробела в базе знаний (Stella): вернуть подарок"
    assert f"{settings.address}/staff/gaps/{gap.id}" in letter.get_body(("plain",)).get_content()
    assert letter["List-Id"].startswith("<curation.")
    page = as_(scene.ada).get("/inbox").text
    assert f'href="/staff/gaps/{gap.id}' in page or "вернуть подарок" in page


def test_each_giving_once(as_, scene, gap):
    client = as_(scene.stella)
    for _ in range(2):
        client.post(f"/staff/gaps/{gap.id}/take", data={"owner": str(scene.ada.id)})
    assert told() == [scene.ada.id]
    client.post(f"/staff/gaps/{gap.id}/take", data={"owner": ""})
    assert told() == [scene.ada.id]


def test_not_for_what_one_takes(as_, scene, gap, post):
    as_(scene.stella).post(f"/staff/gaps/{gap.id}/take", data={"owner": "me"})
    as_(scene.ada).post(f"/staff/gaps/{gap.id}/take", data={"owner": str(scene.ada.id)})
    assert told() == []
    assert subjects(post, "stella") == subjects(post, "ada") == []


def test_no_letter_when_the_stream_is_stopped(scene, gap, post):
    choose(scene.ada.id, "curation", "never")
    actions.take(scene.stella, gap.id, owner_id=scene.ada.id)
    assert subjects(post, "ada") == []
    assert told() == [scene.ada.id]


def test_no_letter_to_who_left_support_meanwhile(scene, gap, post):
    actions.take(scene.stella, gap.id, owner_id=scene.ada.id)
    db.session.get(Person, scene.ada.id).role = "member"
    assert subjects(post, "ada") == []
