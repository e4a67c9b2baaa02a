"""The score: what each part gives, what is stored, what moves it."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts import queries as accounts
from portal.cases import actions, staleness
from portal.cases.caretaker import look
from portal.cases.models import Case
from portal.cases.queries import recounts_checks
from portal.cases.staleness import Facts
from portal.core import clock
from portal.core.db import db
from tests import cast as casting
from tests.cases import stage

NOW = clock.now()


def score(**more):
    facts = {"checked_at": NOW, "days": 180} | more
    return staleness.total(staleness.parts(Facts(**facts), NOW))


def test_it_works():
    assert score() == 0
    assert score(checked_at=NOW - timedelta(days=180)) == staleness.DUE
    assert score(checked_at=NOW - timedelta(days=90), days=90) == staleness.DUE
    assert score(checked_at=NOW - timedelta(days=9999)) == 2 * staleness.DUE


@pytest.mark.parametrize("name", ["outdated", "not_helped", "misled", "views"])
def test_more_of_it_is_staler_up_to_a_bound(name):
    figures = [score(**{name: count}) for count in (0, 1, 3, 100_000, 10_000_000)]
    assert figures == sorted(figures)
    assert figures[0] < figures[2]
    assert figures[3] == figures[4]


def test_members_lower_it_but_are_no_check():
    due = NOW - timedelta(days=180)
    assert score(checked_at=due, members=2) == staleness.DUE - 10
    assert score(checked_at=due, members=500) == staleness.DUE - 20
    assert score(members=3) == 0


def test_no_part_outweighs_being_due_twice():
    assert all(abs(weight.most) <= 2 * staleness.DUE for weight in staleness.WEIGHTS.values())
    assert all(weight.why for weight in staleness.WEIGHTS.values())


def test_demand_is_by_doublings_of_readers_a_month():
    long_ago = NOW - timedelta(days=300)
    assert staleness.demand(0, long_ago, NOW) == 1
    assert staleness.demand(310, long_ago, NOW) == pytest.approx(6)
    assert staleness.demand(3000, long_ago, NOW) > staleness.demand(300, long_ago, NOW)
    assert staleness.demand(5, None, NOW) == staleness.UNREAD


def fresh(case):
    db.session.expire(case)
    return case


def test_a_case_grows_stale_by_the_daily_round(cast):
    case = stage.published(cast.stella)
    db.session.commit()
    assert (case.staleness, case.staleness_parts) == (0, {})
    with time_machine.travel(clock.now() + timedelta(days=90), tick=False):
        look()
        assert fresh(case).staleness_parts == {"age": 20}
        assert case.staleness == 20
        assert case.worth == 20  # nobody reads it
        assert list(recounts_checks.staleness()) == []
    assert look() == (1, 0)
    assert fresh(case).staleness == 0


def test_what_readers_say_counts_at_once_and_only_until_the_check(cast):
    case = stage.published(cast.stella)
    actions.say_helped(cast.carla, case.id, helped=False, reason="outdated")
    actions.say_helped(cast.amir, case.id, helped=False, reason="unclear")
    actions.say_helped(cast.nils, case.id, helped=True)
    assert case.staleness_parts == {"outdated": 12, "not_helped": 6}
    actions.confirm(cast.stella, case.id)
    assert (case.staleness, case.staleness_parts) == (0, {})


def test_a_doubt_counts(cast):
    case = stage.published(cast.stella)
    actions.doubt(cast.stella, case.id, reason="New app")
    assert case.staleness_parts == {"doubt": 30}


def test_readers_since_the_check_count(cast):
    case = stage.published(cast.stella)
    case.view_count = 15
    db.session.flush()
    actions.confirm(cast.stella, case.id)
    assert (case.views_at_check, case.staleness) == (15, 0)
    case.view_count = 30
    db.session.flush()
    actions.keep([case.id])
    assert case.staleness_parts == {"traffic": 8}
    assert case.worth == round(8 * staleness.demand(30, case.published_at, clock.now()))


def test_what_readers_do_not_meet_is_not_stale(cast):
    case = stage.published(cast.stella)
    actions.doubt(cast.stella, case.id, reason="New app")
    actions.retire(cast.stella, case.id, reason="Gone")
    assert (case.staleness, case.worth, case.check_due_at) == (0, 0, None)
    draft = stage.draft(cast.stella)
    assert (draft.staleness, draft.worth) == (0, round(10 * staleness.UNREAD))


def test_a_text_that_waits_is_worth_more(cast):
    case = stage.draft(cast.stella)
    was = case.worth
    actions.submit(cast.stella, case.id)
    assert case.worth == round(60 * staleness.UNREAD) > was


def test_support_sees_the_parts(cast, as_):
    case = stage.published(cast.stella)
    for name in ("A", "B"):
        person = casting.make_person(f"Reader{name}")
        actions.say_helped(accounts.actor_of(person.id), case.id, helped=False, reason="outdated")
    db.session.commit()
    path = f"/cases/{case.id}/{case.slug}"
    page = as_(cast.stella).get(path).text
    for words in ("Readers call it out of date", "+24", "Staleness", "Owner and interval"):
        assert words in page
    for who in (cast.guest, cast.carla, cast.pavel):
        assert "Staleness" not in as_(who).get(path).text


def test_the_page_of_support_is_another_one_when_the_score_moves(cast, as_):
    case = stage.published(cast.stella)
    db.session.commit()
    stella, guest, path = as_(cast.stella), as_(cast.guest), f"/cases/{case.id}/{case.slug}"
    marks = [client.get(path).headers["ETag"] for client in (stella, guest)]
    db.session.execute(db.update(Case).values(staleness=33, staleness_parts={"age": 33}))
    db.session.commit()
    codes = [
        client.get(path, headers={"If-None-Match": mark}).status_code
        for client, mark in zip((stella, guest), marks, strict=True)
    ]
    assert codes == [200, 304]
