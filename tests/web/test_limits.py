"""Rate limits belong to an application, not to the process: another one with other settings changes nothing here."""

from portal.app import create_app
from portal.core.limits import TABLE


def test_it_works_beside_another_application(app, settings, cast, as_):
    create_app(settings.model_copy(update={"limits": True}))
    carla, many = as_(cast.carla), int(TABLE["ask"].split()[0]) + 1
    assert {carla.post("/questions/ask", data={}).status_code for _ in range(many)} == {422}
