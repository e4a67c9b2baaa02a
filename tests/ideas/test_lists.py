"""The list of ideas."""

import pytest

from portal.core.db import db
from portal.ideas import actions, queries
from portal.ideas.queries import IdeaFilter
from tests.search.stage import make_case


def titles(actor, **chosen):
    return [row.title for row in queries.page_of(actor, IdeaFilter(**chosen)).rows]


def test_it_works(client, cast, idea):
    page = client.get("/ideas").text
    assert idea.title in page
    assert f"/ideas/{idea.id}/show-when-my-points-expire" in page
    assert "Cards" in page


def test_order(cast, idea):
    actions.vote(cast.amir, idea.id, importance="critical")
    actions.vote(cast.nils, idea.id, importance="critical")
    assert titles(cast.guest)[0] == idea.title
    assert titles(cast.guest, sort="newest")[1] == idea.title
    actions.set_state(cast.pavel, idea.id, state="planned", reason="Soon.")
    assert titles(cast.guest, sort="moved")[0] == idea.title


@pytest.mark.parametrize("state", ["declined", "shipped", "already_possible"])
def test_what_nobody_has_to_wish_for_any_more_is_not_among_the_most_wanted(client, cast, idea, propose, state):
    ended = propose(title="An idea that many want or wanted")
    for actor in (cast.amir, cast.carla, cast.stella):
        actions.vote(actor, ended.id, importance="critical")
    assert titles(cast.guest)[0] == ended.title
    case = make_case(cast.stella, "How it is done today").id if state == "already_possible" else None
    actions.set_state(cast.pavel, ended.id, state=state, reason="That is so.", case_id=case)
    db.session.commit()
    assert ended.title not in titles(cast.guest)
    assert ended.title not in client.get("/ideas").text
    assert idea.title in titles(cast.guest)
    for others in ({"state": state}, {"sort": "newest"}, {"sort": "moved"}):
        assert ended.title in titles(cast.guest, **others)
    actions.set_state(cast.pavel, ended.id, state="new", reason="It is not so any more.")
    assert titles(cast.guest)[0] == ended.title


def test_it_can_be_narrowed(cast, idea, propose):
    propose(cast.amir, title="Нове меню в застосунку", body="Її бракує", topics=["cards"])
    actions.set_state(cast.pavel, idea.id, state="planned", reason="Soon.")
    assert titles(cast.guest, state="planned") == [idea.title]
    assert titles(cast.guest, topic="cards", language="en") == [idea.title]
    assert titles(cast.guest, language="uk") == ["Нове меню в застосунку"]
    assert titles(cast.guest, topic="nowhere") == []


@pytest.mark.parametrize("sort", queries.SORTS)
def test_pages_join_without_gap_or_double(cast, propose, sort):
    made = {propose().id for _ in range(7)}
    seen, after = [], ""
    while True:
        page = queries.page_of(cast.guest, IdeaFilter(sort=sort), after, size=3)
        seen += [row.id for row in page.rows]
        after = page.next
        if not after:
            break
    assert sorted(seen) == sorted(made)
    assert len(queries.page_of(cast.guest, IdeaFilter(sort=sort), "nonsense", size=3).rows) == 3


def test_odd_choices_show_the_whole_list(client, idea):
    assert idea.title in client.get("/ideas?sort=x&state=y&language=z&after=%00&topic=").text
    assert client.get("/ideas?topic=nowhere").status_code == 200


def test_own_votes_show(as_, cast, idea):
    actions.vote(cast.amir, idea.id, importance="nice")
    assert as_(cast.amir).get("/ideas").text.count('data-own="1"') == 1
    assert as_(cast.pavel).get("/ideas").text.count('data-own="1"') == 0


def test_query_budget(client, as_, cast, propose, count_queries):
    for _ in range(5):
        propose()
    signed_in = as_(cast.amir)
    db.session.remove()
    with count_queries() as guest:
        client.get("/ideas?topic=points&sort=newest")
    with count_queries() as member:
        signed_in.get("/ideas?topic=points&sort=newest")
    assert len(guest) == 2, guest
    assert len(member) == 4, member


def test_the_feed(client, idea):
    answer = client.get("/ideas/feed.atom")
    assert answer.mimetype == "application/atom+xml"
    assert idea.title in answer.text
    again = client.get("/ideas/feed.atom", headers={"If-None-Match": answer.headers["ETag"]})
    assert again.status_code == 304


@pytest.mark.one_database  # the plan of SQLite
@pytest.mark.parametrize("chosen", [{"sort": sort} for sort in queries.SORTS] + [{"state": "planned"}])
def test_lists_sort_nothing(client, cast, propose, count_queries, chosen):
    propose()
    with count_queries() as statements:
        queries.page_of(cast.guest, IdeaFilter(**chosen))
    names = statements[0].count("?")
    plan = db.session.connection().exec_driver_sql("EXPLAIN QUERY PLAN " + statements[0], ("live",) * names).all()
    assert not [row for row in plan if "TEMP B-TREE" in str(row)], plan
