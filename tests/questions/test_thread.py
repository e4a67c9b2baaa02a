"""Reading one thread: what stands there, in which order, for whom, and at what cost."""

import json
import re
from datetime import timedelta

import pytest

from portal.core import clock, drafts
from portal.core.db import db
from portal.questions.models import Question
from tests.questions.posting import make_answer, make_comment, make_question, make_topic


@pytest.fixture
def thread(cast):
    """A question with two answers and comments, among noise."""
    topic = make_topic("cards", names={"en": "Cards", "ru": "Карты"})
    for number in range(3):
        noise = make_question(cast.nils, f"Noise about something else {number}", [topic])
        make_answer(cast.nils, noise, "NOISE-ANSWER")
    question = make_question(cast.carla, "Как заблокировать карту?", [topic], language="ru")
    first = make_answer(cast.amir, question, "FIRST-ANSWER")
    second = make_answer(cast.nils, question, "SECOND-ANSWER", age=timedelta(hours=1))
    make_comment(cast.nils, question, "COMMENT-ON-QUESTION")
    make_comment(cast.carla, question, "COMMENT-ON-ANSWER", answer=first)
    db.session.commit()
    return question, first, second


def path(question):
    return f"/questions/{question.id}/{question.slug}"


def test_it_works(client, thread):
    page = client.get(path(thread[0]))
    assert page.status_code == 200
    for words in ("Как заблокировать карту?", "FIRST-ANSWER", "SECOND-ANSWER", "COMMENT-ON-QUESTION", "Cards"):
        assert words in page.text
    assert "NOISE-ANSWER" not in page.text


@pytest.mark.parametrize("slug", ["", "/old-words", "/КАК"])
def test_other_addresses_lead_to_the_canonical_one(client, thread, slug):
    answer = client.get(f"/questions/{thread[0].id}{slug}")
    assert answer.status_code == 301
    assert client.get(answer.headers["Location"]).status_code == 200


@pytest.mark.parametrize("state", [{"status": "hidden"}, {"status": "deleted"}, {"visibility": "staff"}])
def test_what_one_may_not_see_looks_like_a_missing_id(client, thread, state):
    question = thread[0]
    for name, value in state.items():
        setattr(question, name, value)
    db.session.commit()
    hidden, missing = client.get(path(question)), client.get("/questions/999999/x")
    assert (hidden.status_code, missing.status_code) == (404, 404)

    def bare(page):
        text = page.text.replace(path(question), "").replace("/questions/999999/x", "")
        return re.sub(r'nonce="[^"]+"|next=[^"&]*|[0-9a-f]{12}', "", text)

    assert bare(hidden) == bare(missing)
    assert client.get(f"/questions/{question.id}/feed.atom").status_code == 404


def test_a_change_shows_at_once(client, as_, cast, thread):
    question = thread[0]
    assert "LATE" not in client.get(path(question)).text
    make_answer(cast.amir, question, "LATE-ANSWER")
    question.version += 1
    db.session.commit()
    assert "LATE-ANSWER" in client.get(path(question)).text
    assert "LATE-ANSWER" in as_(cast.nils).get(path(question)).text


def test_order_of_answers(client, cast, thread):
    question, first, second = thread
    official = make_answer(cast.stella, question, "OFFICIAL", official_at=clock.now(), rank=0.3)
    accepted = make_answer(cast.nils, question, "ACCEPTED", accepted_at=clock.now(), rank=0.6)
    best = make_answer(cast.nils, question, "BEST", rank=0.9)
    question.version += 1
    db.session.commit()
    shown = re.findall(r'id="answer-(\d+)"', client.get(path(question)).text)
    assert [int(each) for each in shown] == [accepted.id, official.id, best.id, first.id, second.id]


def test_hidden_answers_are_for_their_authors_and_staff(client, as_, cast, thread):
    question, first, _ = thread
    first.status = "hidden"
    question.version += 1
    db.session.commit()
    assert "FIRST-ANSWER" not in client.get(path(question)).text
    assert "FIRST-ANSWER" not in as_(cast.carla).get(path(question)).text
    assert "COMMENT-ON-ANSWER" not in as_(cast.carla).get(path(question)).text
    assert "FIRST-ANSWER" in as_(cast.amir).get(path(question)).text
    assert "FIRST-ANSWER" in as_(cast.stella).get(path(question)).text


def test_members_of_one_kind_do_not_see_what_is_another_ones(as_, cast, thread):
    question, first, _ = thread
    url = path(question)
    nils = as_(cast.nils).get(url).text
    amir = as_(cast.amir).get(url).text
    assert f"/answers/{first.id}/edit" in amir
    assert f"/answers/{first.id}/edit" not in nils
    tokens = set(re.findall(r'name="csrf_token" value="([^"]+)"', nils))
    assert len(tokens) == 1
    assert not tokens & set(re.findall(r'name="csrf_token" value="([^"]+)"', amir))
    keys = re.findall(r'name="key" value="([^"]+)"', nils)
    assert len(keys) == len(set(keys)) > 1
    assert not set(keys) & set(re.findall(r'name="key" value="([^"]+)"', as_(cast.nils).get(url).text))


def test_a_long_thread_comes_in_pages(client, cast):
    question = make_question(cast.carla)
    answers = [make_answer(cast.amir, question, f"Answer number {number}") for number in range(65)]
    db.session.commit()
    seen = []
    for page in (1, 2, 3):
        text = client.get(path(question) + f"?page={page}").text
        seen += re.findall(r'id="answer-(\d+)"', text)
    assert sorted(map(int, seen)) == sorted(answer.id for answer in answers)
    assert "page=4" not in text
    where = client.get(f"/answers/{answers[40].id}").headers["Location"]
    assert f'id="answer-{answers[40].id}"' in client.get(where).text


def test_ribbons(client, as_, cast, thread):
    question = thread[0]
    target = make_question(cast.nils, "The one asked before")
    question.duplicate_of_id, question.locked_at, question.source_url = target.id, clock.now(), "https://example.org/q"
    question.source_site, question.source_licence = "example", "CC BY-SA 4.0"
    db.session.commit()
    page = client.get(path(question)).text
    for words in ("asked before", "The one asked before", "Locked", "CC BY-SA 4.0"):
        assert words in page
    assert f'rel="canonical" href="http://127.0.0.1:8000/questions/{target.id}/' in page
    assert "Does this answer it?" in as_(cast.carla).get(path(question)).text
    target.status = "hidden"
    db.session.commit()
    assert "The one asked before" not in client.get(path(question)).text


def test_structured_data_is_json_and_cannot_leave_its_element(client, cast):
    question = make_question(cast.carla, "What does </script><b>mean</b>?")
    make_answer(cast.amir, question, "This", accepted_at=clock.now())
    db.session.commit()
    page = client.get(path(question)).text
    data = re.search(r'<script type="application/ld\+json" nonce="[^"]+">(.*?)</script>', page, re.S)[1]
    whole = json.loads(data)["mainEntity"]
    assert whole["name"] == question.title
    assert whole["acceptedAnswer"][0]["text"] == "This"


def test_unchanged_pages_answer_304(client, thread):
    first = client.get(path(thread[0]))
    again = client.get(path(thread[0]), headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    thread[0].version += 1
    db.session.commit()
    assert client.get(path(thread[0]), headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_queries_for_a_guest(client, thread, count_queries):
    url = path(thread[0])
    with count_queries() as first:
        client.get(url)
    with count_queries() as kept:
        client.get(url)
    assert (len(first), len(kept)) == (3, 1), first


def test_queries_for_a_member(as_, cast, thread, count_queries):
    client, url = as_(cast.nils), path(thread[0])
    with count_queries() as first:
        client.get(url)
    with count_queries() as kept:
        client.get(url)
    assert len(first) <= 7, first
    assert len(kept) <= 5, kept
    assert not [each for each in first if not each.startswith("SELECT")]


def test_queries_do_not_grow(client, cast, count_queries):
    question = make_question(cast.carla, topics=[make_topic("one"), make_topic("two")])
    for number in range(25):
        answer = make_answer(cast.amir, question, f"Answer number {number}")
        make_comment(cast.nils, question, answer=answer)
    db.session.commit()
    url = path(question)
    with count_queries() as statements:
        client.get(url)
    assert len(statements) == 3, statements


def test_reading_writes_nothing(client, thread):
    before = db.session.get(Question, thread[0].id).view_count
    client.get(path(thread[0]))
    db.session.expire_all()
    assert db.session.get(Question, thread[0].id).view_count == before


def test_a_saved_draft_makes_another_page(cast, as_, thread):
    """A browser that holds the page from before would show an empty field, and what was written would seem lost."""
    carla, page = as_(cast.carla), path(thread[0])
    etag = carla.get(page).headers["ETag"]
    assert carla.get(page, headers={"If-None-Match": etag}).status_code == 304
    drafts.save(cast.carla, f"answer-{thread[0].id}", {"body": "Half of an answer"})
    db.session.commit()
    again = carla.get(page, headers={"If-None-Match": etag})
    assert again.status_code == 200
    assert "Half of an answer" in again.text
