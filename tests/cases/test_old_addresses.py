"""Addresses that imported pages had elsewhere lead to the case, for whoever may see it."""

import pytest

from portal.cases.models import CasePath
from portal.core.db import db
from tests.cases import stage


def placed(cast, path="ru/map/route", **more):
    case = stage.published(cast.stella, **more)
    db.session.add(CasePath(path=path, case_id=case.id))
    db.session.commit()
    return case


@pytest.mark.parametrize(
    "address", ["/ru/map/route", "/ru/map/route/", "/ru/map/route.html", "/ru/map/route.md", "/cases/from/ru/map/route"]
)
def test_it_works(cast, as_, address):
    case = placed(cast)
    answer = as_(cast.guest).get(address)
    assert (answer.status_code, answer.location) == (301, f"/cases/{case.id}/{case.slug}")


@pytest.mark.parametrize(
    "address", ["/hc/en-us/articles/12-How-to-block", "/hc/en-US/articles/12", "/hc/en-us/articles/12.html"]
)
def test_addresses_of_zendesk(cast, as_, address):
    placed(cast, "hc/en-us/articles/12")
    assert as_(cast.guest).get(address).status_code == 301


def test_others_are_not_found(cast, as_):
    placed(cast)
    for address in (
        "/ru/map",
        "/en/map/route",
        "/hc/en-us/articles/13",
        "/cases/from/nothing",
        "/ru/%00",
        "/ru/" + "x" * 3000,
    ):
        assert as_(cast.guest).get(address).status_code == 404


@pytest.mark.parametrize(("who", "status"), [("guest", 404), ("carla", 404), ("stella", 301)])
def test_who_may_not_see_the_case_learns_nothing(cast, as_, who, status):
    placed(cast, visibility="staff")
    assert as_(cast.named(who)).get("/ru/map/route").status_code == status


def test_it_costs_one_query(cast, as_, count_queries):
    placed(cast)
    with count_queries() as statements:
        as_(cast.guest).get("/ru/map/route")
    assert len(statements) == 1, statements


def test_origin_on_the_page(cast, as_):
    from portal.cases.models import CaseOrigin

    case = stage.published(cast.stella)
    origin = CaseOrigin(case_id=case.id, site="docs", page="en/a.md", url="https://docs.example/a", licence="CC BY 4.0")
    origin.credits = ["Olha <b>", "Petro"]
    db.session.add(origin)
    db.session.commit()
    page = as_(cast.guest).get(f"/cases/{case.id}/{case.slug}").text
    for words in ('href="https://docs.example/a"', "CC BY 4.0", "Olha &lt;b&gt;, Petro"):
        assert words in page
