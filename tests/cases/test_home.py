"""The curator's home: what stands there and why, in which order, for whom, at what cost."""

import re
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.accounts import queries as accounts
from portal.cases import actions, queries
from portal.cases import content as contents
from portal.cases.models import Case
from portal.core import clock
from portal.core.db import db
from portal.core.errors import Forbidden, SignInNeeded
from tests import cast as casting
from tests.cases import stage
from tests.conftest import POSTGRES


def make_due(case, days=200):
    case.checked_at = clock.now() - timedelta(days=days)
    db.session.flush()
    actions.keep([case.id])
    return case


def revise(actor, case):
    actions.edit(actor, case.id, content=replace(contents.of(case), cause="new"), base_revision=1)
    return case


@pytest.fixture
def work(cast):
    """A case for each reason, and one that needs nothing."""
    staff = cast.stella
    made = {name: stage.published(staff, title=f"Why it is here: {name}") for name in ("fine", "check", "due", "low")}
    made["pending"] = revise(staff, stage.published(staff, title="Why it is here: pending"))
    made["asked"] = revise(staff, stage.published(staff, title="Why it is here: asked"))
    actions.submit(staff, made["asked"].id)
    made["review"] = stage.draft(staff, title="Why it is here: review")
    actions.submit(staff, made["review"].id)
    made["draft"] = stage.draft(staff, title="Why it is here: draft")
    made["others"] = stage.draft(cast.ada, title="Why it is here: others")
    for name in ("hidden", "archived"):
        made[name] = make_due(stage.published(staff, title=f"Why it is here: {name}"))
    actions.set_status(staff, made["hidden"].id, "hidden")
    actions.archive(staff, made["archived"].id, reason="Old")
    actions.doubt(staff, made["check"].id, reason="New app")
    make_due(made["due"])
    for number in range(5):
        person = casting.make_person(f"Reader{number}")
        actions.say_helped(accounts.actor_of(person.id), made["low"].id, helped=False)
    db.session.commit()
    return made


def names(page):
    return [row.title.rsplit(" ", 1)[1] for row in page.rows]


def test_it_works(cast, work):
    found = queries.work(cast.stella)
    why = {row.title.rsplit(" ", 1)[1]: row.why for row in found.rows}
    assert why == {
        "check": ("check",),
        "due": ("due",),
        "low": ("low",),
        "pending": ("waiting",),
        "asked": ("waiting",),
        "review": ("waiting",),
        "draft": ("drafts",),
    }
    worth = [row.worth for row in found.rows]
    assert worth == sorted(worth, reverse=True)
    assert all(worth)


def test_a_case_may_be_here_for_several_reasons(cast, work):
    make_due(work["check"])
    revise(cast.stella, work["check"])
    [row] = [row for row in queries.work(cast.stella).rows if row.id == work["check"].id]
    assert row.why == ("check", "due", "waiting")


def test_what_many_read_stands_first(cast, work):
    make_due(work["fine"])
    db.session.execute(db.update(Case).where(Case.id == work["fine"].id).values(view_count=500, views_at_check=500))
    actions.keep([work["fine"].id])
    assert names(queries.work(cast.stella))[0] == "fine"
    assert work["fine"].staleness == work["due"].staleness


@pytest.mark.parametrize(
    ("part", "expected"),
    [
        ("check", {"check"}),
        ("due", {"due"}),
        ("waiting", {"pending", "asked", "review"}),
        ("low", {"low"}),
        ("drafts", {"draft"}),
        ("published", {"fine", "check", "due", "low", "pending", "asked"}),
    ],
)
def test_parts(cast, work, part, expected):
    assert set(names(queries.work(cast.stella, part))) == expected
    if part != "published":
        assert queries.work_counts(cast.stella)[part] == len(expected)
    assert queries.work_counts(cast.stella)["all"] == 7


def test_mine_and_my_teams(cast, work):
    for name in ("check", "due"):
        work[name].author_id, work[name].owner_id = cast.ada.id, cast.ada.id
    actions.set_owner(cast.ada, work["due"].id, team="staff")
    assert set(names(queries.work(cast.stella, mine=True))) >= {"due"}
    assert "check" not in names(queries.work(cast.stella, mine=True))
    assert queries.work_counts(cast.stella, mine=True)["all"] == 6
    assert names(queries.work(cast.ada, mine=True, part="check")) == ["check"]
    assert names(queries.work(cast.ada, part="drafts")) == ["others"]


def test_pages_follow_each_other(cast, work):
    whole, seen, cursor = names(queries.work(cast.stella)), [], ""
    while True:
        page = queries.work(cast.stella, cursor=cursor, size=2)
        seen += names(page)
        cursor = page.next
        if not cursor:
            break
    assert seen == whole
    assert len(queries.work(cast.stella, cursor="nonsense", size=2).rows) == 2


@pytest.mark.parametrize("name", ["carla", "pavel", "guest"])
def test_for_support_only(cast, as_, work, name):
    for query in (queries.work, queries.work_counts, queries.due):
        with pytest.raises((Forbidden, SignInNeeded)):
            query(cast.named(name))
    assert as_(cast.named(name)).get("/cases/home").status_code in {302, 303, 403}


def test_the_page(cast, as_, work):
    page = as_(cast.stella).get("/cases/home")
    assert page.status_code == 200
    for words in ("Needs check", "Due", "Waits for review", "Waits to be published", "Helps too few", "Your draft"):
        assert words in page.text
    ticks = re.findall(r'name="case" value="(\d+):\d+"', page.text)
    assert {int(number) for number in ticks} == {work[name].id for name in ("due", "low", "pending", "asked")}
    assert "data-queue-item" in page.text
    assert f'href="/cases/{work["pending"].id}/history/2"' in page.text
    assert f'href="/cases/{work["draft"].id}/edit"' in page.text
    assert as_(cast.stella).get("/cases/home?part=nonsense").status_code == 404
    empty = as_(cast.ada).get("/cases/home?mine=1&part=due").text
    assert "Nothing to do here" in empty


def test_ways_lead_there(cast, as_):
    stella, carla = as_(cast.stella), as_(cast.carla)
    assert 'href="/cases/home"' in stella.get("/cases").text
    assert 'href="/cases/home"' in stella.get("/topics").text  # the person menu stands on every page
    assert 'href="/cases/home"' not in carla.get("/cases").text


@pytest.mark.parametrize("more", [0, 40])
def test_the_page_costs(cast, as_, work, count_queries, more):
    for number in range(more):
        make_due(stage.published(cast.stella, title=f"One of many: {number}"))
    db.session.commit()
    stella = as_(cast.stella)
    with count_queries() as statements:
        assert stella.get("/cases/home").status_code == 200
    assert len(statements) <= 5, statements


@pytest.mark.skipif(POSTGRES, reason="the plan of SQLite")
def test_texts_are_not_touched_to_find_it(cast, work, count_queries):
    for look in (lambda: queries.work(cast.stella), lambda: queries.work_counts(cast.stella)):
        with count_queries() as statements:
            look()
        plan = db.session.execute(text("EXPLAIN QUERY PLAN " + re.sub(r"\?", "0", statements[-1]))).all()
        steps = [row[3] for row in plan]
        assert any("COVERING INDEX ix_case_article_work" in step for step in steps), steps
        assert not any(step.startswith("SCAN case_article") and "INDEX" not in step for step in steps), steps


def test_better_since_last_week(cast, as_, work):
    assert queries.better(cast.stella, timedelta(days=7)) == (5, 8)
    page = as_(cast.stella).get("/cases/home").text
    assert "Better since last week" in page
