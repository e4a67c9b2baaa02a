"""Lists: their order, their pages, who sees what, and that no database sorts for them."""

import re
from datetime import timedelta

import pytest
from sqlalchemy import text

from portal.core import paging
from portal.core.db import db
from portal.questions.queries import lists, sight
from tests.conftest import POSTGRES
from tests.questions.posting import make_answer, make_question, make_questions, make_topic, question_row


@pytest.fixture
def many(cast):
    """A hundred questions, some of them sharing their times and scores."""
    topic, other = make_topic("cards"), make_topic("bonus")
    rows = []
    for number in range(100):
        topics = [topic] if number % 2 else [topic, other]
        row = question_row(
            cast.carla,
            f"Question number {number:03d}",
            topics,
            age=timedelta(minutes=number // 3),
            score=number % 7,
            language=("en", "ru", "uk")[number % 3],
            body="One of *many*.",
        )
        rows.append((row, topics))
    for question in make_questions(rows)[::4]:
        make_answer(cast.amir, question)
    db.session.commit()
    return topic


def titles(page):
    return re.findall(r"Question number (\d{3})</a>", page.text)


def test_it_works(client, many):
    page = client.get("/questions")
    assert page.status_code == 200
    assert titles(page)[:3] == ["002", "001", "000"]
    assert len(titles(page)) == 30
    assert "Cards" in page.text


@pytest.mark.parametrize("sort", lists.SORTS)
@pytest.mark.parametrize("where", ["/questions", "/topics/cards"])
def test_pages_have_no_doubles_and_no_holes(client, cast, many, sort, where):
    seen, url = [], f"{where}?sort={sort}"
    while url:
        page = client.get(url)
        seen += titles(page)
        make_question(cast.nils, "Asked while somebody was reading", [many])  # new rows come before, not between
        db.session.commit()
        found = re.search(r'href="([^"]+)" rel="next"', page.text)
        url = found[1].replace("&amp;", "&") if found else ""
    wanted = [f"{number:03d}" for number in range(100) if sort != "unanswered" or number % 4]
    assert sorted(seen) == wanted


def test_orders(cast, many):
    voted = [row.score for row in lists.page(cast.guest, lists.Listing("voted")).rows]
    assert voted == sorted(voted, reverse=True)
    unanswered = lists.page(cast.guest, lists.Listing("unanswered")).rows
    assert {row.answer_count for row in unanswered} == {0}
    russian = lists.page(cast.guest, lists.Listing("newest", "ru")).rows
    assert {row.language for row in russian} == {"ru"}
    assert len(lists.page(cast.guest, lists.Listing("newest", "", many.id)).rows) == 30


@pytest.mark.parametrize("where", ["/questions", "/topics/cards", "/questions/feed.atom", "/topics/cards/feed.atom"])
def test_nothing_leaks(client, as_, cast, many, where):
    for state in ({"status": "hidden"}, {"status": "deleted"}, {"status": "waiting"}, {"visibility": "staff"}):
        make_question(cast.carla, "CANARY in a title", [many], age=timedelta(0), body="CANARY", **state)
    make_question(cast.carla, "For MEMBERS only", [many], age=timedelta(0), visibility="members")
    make_question(cast.carla, "For a SEGMENT only", [many], age=timedelta(0), visibility="segment", audience="gold")
    db.session.commit()
    guest, nils, stella = (each.get(where).text for each in (client, as_(cast.nils), as_(cast.stella)))
    assert "CANARY" not in guest + nils
    assert "MEMBERS" not in guest
    assert "SEGMENT" not in guest + nils
    if "feed" in where:
        assert guest.count("<entry") == nils.count("<entry") == stella.count("<entry")
        assert "MEMBERS" not in nils + stella
    else:
        assert "MEMBERS" in nils
        assert "SEGMENT" in stella


def test_a_change_shows_at_once(client, cast, many):
    question = make_question(cast.carla, "Before it was edited", age=timedelta(0))
    db.session.commit()
    assert "Before it was edited" in client.get("/questions").text
    question.title, question.version = "After it was edited", question.version + 1
    db.session.commit()
    assert "After it was edited" in client.get("/questions").text
    question.status = "hidden"
    db.session.commit()
    assert "After it was edited" not in client.get("/questions").text


def test_nonsense_shows_the_first_page(client, many):
    for query in ("sort=x&lang=y&after=%00", "after=" + paging.encode(["x", 1]), "after=" + "a" * 500):
        assert len(titles(client.get(f"/questions?{query}"))) == 30


def test_an_empty_list_says_what_to_do(client, cast):
    assert "No questions here yet" in client.get("/questions").text


@pytest.mark.parametrize("where", ["/questions", "/questions?sort=voted&lang=ru", "/topics/cards"])
def test_queries(client, as_, cast, many, where, count_queries):
    with count_queries() as guest:
        client.get(where)
    member = as_(cast.nils)
    with count_queries() as signed_in:
        member.get(where)
    assert len(guest) <= 3, guest
    assert len(signed_in) <= 4 + where.startswith("/topics"), signed_in


def _plan(query):
    compiled = query.compile(db.engine, compile_kwargs={"literal_binds": True})
    words = "EXPLAIN" if POSTGRES else "EXPLAIN QUERY PLAN"
    return "\n".join(str(tuple(row)) for row in db.session.execute(text(f"{words} {compiled}".replace(":", "\\:"))))


@pytest.mark.parametrize("who", ["guest", "carla", "pavel", "stella"])
@pytest.mark.parametrize("sort", lists.SORTS)
@pytest.mark.parametrize("language", ["", "uk"])
@pytest.mark.parametrize("in_topic", [False, True])
@pytest.mark.parametrize("further", [False, True])
def test_no_list_is_sorted(cast, many, who, sort, language, in_topic, further):
    listing = lists.Listing(sort, language, many.id if in_topic else None)
    query = lists._statement(sight.of(cast.named(who)), listing)
    if further:
        kind = lists._ORDER[sort][1]
        values = paging.decode(lists.page(cast.guest, lists.Listing(sort)).next, (kind, int))
        query = query.where(paging.after(lists._ordered(listing), values))
    if POSTGRES:  # on a hundred rows it would rather sort; the question is whether it has to
        for setting in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin"):
            db.session.execute(text(f"SET LOCAL enable_{setting} = off"))
    plan = _plan(query)
    assert "TEMP B-TREE" not in plan, plan
    assert "Sort" not in plan, plan
    if not POSTGRES:  # which may find another of them as good, over so few rows
        assert f"ix_question_{'topic_' if in_topic else ''}{sort}" in plan, plan


def test_answers_are_not_sorted(cast, many):
    from portal.questions.queries import thread

    for actor in (cast.guest, cast.carla, cast.stella):
        if POSTGRES:
            for setting in ("seqscan", "bitmapscan", "sort", "hashjoin", "mergejoin"):
                db.session.execute(text(f"SET LOCAL enable_{setting} = off"))
        plan = _plan(thread._answers(sight.of(actor)).params(question_id=1, skipped=0))
        assert "TEMP B-TREE" not in plan, plan
        assert "Sort" not in plan, plan


def test_by_person(client, cast, many):
    page = client.get(f"/people/{cast.carla.id}/questions")
    assert len(titles(page)) == 30
    answers = client.get(f"/people/{cast.amir.id}/answers")
    assert len(titles(answers)) == 25
    assert client.get("/people/99999/questions").status_code == 404
