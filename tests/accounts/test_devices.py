"""The browsers one is signed in on."""

from datetime import timedelta

import pytest

from portal.accounts import actions
from portal.accounts.actions.devices import label
from portal.accounts.models import Device, Person
from portal.core import clock
from portal.core.db import db
from portal.core.errors import NotFound


def test_it_works(as_, cast):
    here, there = as_(cast.carla), as_(cast.carla)
    number = db.session.query(Device).order_by(Device.id.desc()).first().id
    assert b"Devices" in here.get("/settings/devices").data
    assert here.post(f"/settings/devices/{number}/end").status_code == 303
    assert there.get("/settings").status_code == 302
    assert here.get("/settings").status_code == 200


def test_all_others_end_at_once(as_, cast):
    here, there, amir = as_(cast.carla), as_(cast.carla), as_(cast.amir)
    here.post("/settings/devices/end-others")
    assert [client.get("/settings").status_code for client in (here, there, amir)] == [200, 302, 200]


def test_nobody_ends_devices_of_others(as_, cast):
    as_(cast.carla)
    number = db.session.query(Device).one().id
    with pytest.raises(NotFound):
        actions.end_device(cast.ada, device_id=number)
    assert as_(cast.ada).post(f"/settings/devices/{number}/end").status_code == 404
    assert db.session.get(Device, number) is not None


def test_a_session_has_an_end(as_, cast):
    client = as_(cast.carla)
    assert client.get("/settings/devices").status_code == 200
    db.session.query(Device).one().expires_at = clock.now()
    db.session.commit()
    assert client.get("/settings/devices").status_code in {302, 303, 401}


def test_last_seen_moves_only_every_five_minutes(as_, cast, count_queries):
    client = as_(cast.carla)
    device = db.session.query(Device).one()
    with count_queries() as statements:
        client.get("/settings/devices")
    assert not [each for each in statements if each.startswith("UPDATE")]
    device.last_seen_at = clock.now() - timedelta(minutes=6)
    db.session.commit()
    client.get("/settings/devices")
    db.session.expire_all()
    assert clock.now() - db.session.query(Device).one().last_seen_at < timedelta(minutes=1)
    assert db.session.get(Person, cast.carla.id).last_seen_at


@pytest.mark.parametrize(
    ("agent", "words"),
    [
        ("Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0", "Firefox, Linux"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/140.0 Safari/537.36 Edg/140.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Safari/604.1", "Safari, iPhone"),
        ("curl/8", ""),
    ],
)
def test_browsers_have_names(agent, words):
    assert label(agent) == words
