"""Reading a guide, what it shows to whom, and one's progress."""

import re

import pytest

from portal.cases import actions as cases
from portal.core.db import db
from portal.core.errors import NotFound, SignInNeeded
from portal.guides import actions, queries
from portal.guides.models import GuideProgress
from tests.cases import stage as case_stage
from tests.guides import stage


def test_it_works(cast, as_):
    rows = stage.three(cast.stella)
    row = stage.guide(cast.stella, rows)
    db.session.commit()
    carla, address = as_(cast.carla), f"/guides/{row.id}/{row.slug}"
    assert "0 of 3 done" in carla.get(address).text
    for _twice in range(2):
        answer = carla.post(f"/guides/{row.id}/done/{rows[0].id}", data={"on": "1"})
        assert answer.status_code == 303
    assert db.session.query(GuideProgress).count() == 1
    page = carla.get(address).text
    assert "1 of 3 done" in page
    assert page.index("Next") > page.index(rows[1].title)
    assert "0 of 3 done" in as_(cast.amir).get(address).text
    assert carla.post(f"/guides/{row.id}/done/{rows[0].id}", data={"on": "0"}).status_code == 303
    assert "0 of 3 done" in carla.get(address).text
    assert "of 3 done" not in as_(cast.guest).get(address).text


def test_what_is_not_in_it(cast, as_):
    row, other = stage.guide(cast.stella), case_stage.published(cast.stella, title="A noisy case beside it")
    with pytest.raises(NotFound):
        actions.set_done(cast.carla, row.id, other.id, on=True)
    with pytest.raises(NotFound):
        actions.set_done(cast.carla, 999, other.id, on=True)
    with pytest.raises(SignInNeeded):
        actions.set_done(cast.guest, row.id, other.id, on=True)
    db.session.commit()
    assert as_(cast.guest).post(f"/guides/{row.id}/done/{other.id}").status_code in {302, 303}


def _page(answer):
    """A page without what is new on every one."""
    return re.sub(r'(nonce|value|content|data-reference)="[^"]{16,}"|<code>[^<]*</code>', "", answer.text)


def test_a_case_that_readers_do_not_see_is_not_in_it(cast, as_):
    rows = stage.three(cast.stella)
    secret = case_stage.published(cast.stella, title="For staff alone canaryguide", visibility="staff")
    row = stage.guide(cast.stella, [*rows, secret])
    cases.archive(cast.stella, rows[1].id, reason="old")
    cases.retire(cast.stella, rows[2].id, reason="old")
    db.session.commit()
    for name in ("guest", "carla", "pavel"):
        page = as_(cast.named(name)).get(f"/guides/{row.id}/{row.slug}").text
        assert rows[0].title in page
        for case in (rows[1], rows[2], secret):
            assert case.title not in page, name
    page = as_(cast.stella).get(f"/guides/{row.id}/{row.slug}").text
    assert page.count("Readers do not see it") == 2
    assert secret.title in page
    for name, count in (("guest", 1), ("carla", 1), ("stella", 4)):
        listed = as_(cast.named(name)).get("/guides").text
        assert f"<span>{count} case{'s' * (count > 1)}</span>" in listed, name
    carla = as_(cast.carla)
    missing = carla.post(f"/guides/{row.id}/done/99999", data={"on": "1"})
    for case in (rows[1], rows[2], secret):
        told = carla.post(f"/guides/{row.id}/done/{case.id}", data={"on": "1"})
        assert told.status_code == 404
        assert _page(told).replace(f"/{case.id}", "/99999") == _page(missing)
    assert db.session.query(GuideProgress).count() == 0


@pytest.mark.parametrize(("visibility", "readers"), [("members", {"carla", "pavel", "stella"}), ("staff", {"stella"})])
def test_who_sees_it(cast, as_, visibility, readers):
    row = stage.guide(cast.stella, visibility=visibility, title="A guide with canaryguide")
    db.session.commit()
    for name in ("guest", "carla", "pavel", "stella"):
        client = as_(cast.named(name))
        assert client.get(f"/guides/{row.id}/{row.slug}").status_code == (200 if name in readers else 404)
        assert ("canaryguide" in client.get("/guides").text) == (name in readers)
        if name not in readers and name != "guest":
            with pytest.raises(NotFound):
                actions.set_done(cast.named(name), row.id, 1, on=True)


def test_how_far_the_team_is(cast, as_):
    rows = stage.three(cast.stella)
    row = stage.guide(cast.stella, rows, visibility="staff", title="Training for new colleagues")
    actions.set_done(cast.ada, row.id, rows[0].id, on=True)
    db.session.commit()
    found = {each.name: each.done for each in queries.team(cast.stella, row.id, queries.numbers(row.id))}
    assert found == {"Ada": 1, "Pavel": 0, "Stella": 0}
    assert "Ada: 1 of 3 done" in as_(cast.stella).get(f"/guides/{row.id}/{row.slug}").text


@pytest.mark.parametrize(("name", "most"), [("guest", (4, 3)), ("carla", (7, 3)), ("stella", (7, 4))])
def test_what_the_pages_cost(cast, as_, count_queries, name, most):
    row = stage.guide(cast.stella, [case_stage.published(cast.stella, title=f"Case number {n}") for n in range(12)])
    db.session.commit()
    client = as_(cast.named(name))
    for address, limit in ((f"/guides/{row.id}/{row.slug}", most[0]), ("/guides", most[1])):
        with count_queries() as statements:
            assert client.get(address).status_code == 200
        assert len(statements) <= limit, statements
