"""Linking an imported account to a person."""

import pytest

from portal.accounts import actions, events
from portal.core import events as news
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid
from tests.cast import make_person


@pytest.fixture
def imported(cast):
    found = make_person("Zamenhof", email=None, verified_at=None, source_site="conlang", source_id="7", about="Hello")
    db.session.commit()
    return found


@pytest.fixture
def told(monkeypatch):
    heard = []
    monkeypatch.setitem(news._reactions, events.PersonClaimed, (heard.append,))
    return heard


def test_it_works(as_, cast, imported, told):
    url = f"/staff/people/{imported.id}/link"
    assert as_(cast.ada).post(url, data={"person_id": cast.carla.id}).status_code == 303
    assert told == [events.PersonClaimed(imported.id, cast.carla.id)]
    answer = as_(cast.guest).get(f"/people/{imported.id}/zamenhof", follow_redirects=True)
    assert answer.request.path == f"/people/{cast.carla.id}/carla"


def test_only_once_and_only_imported_ones(cast, imported, told):
    actions.link_imported(cast.ada, imported_id=imported.id, person_id=cast.carla.id)
    for first, second in ((imported.id, cast.amir.id), (cast.amir.id, cast.carla.id)):
        with pytest.raises(Invalid):
            actions.link_imported(cast.ada, imported_id=first, person_id=second)


def test_who_may_not(cast, imported):
    with pytest.raises(Forbidden):
        actions.link_imported(cast.stella, imported_id=imported.id, person_id=cast.carla.id)
