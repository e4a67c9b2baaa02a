"""Atom feeds: valid, complete, for guests."""

from xml.etree import ElementTree

from portal.core.db import db
from tests.questions.posting import make_answer, make_question, make_topic

ATOM = "{http://www.w3.org/2005/Atom}"


def parse(response):
    assert response.status_code == 200
    assert response.content_type.startswith("application/atom+xml")
    return ElementTree.fromstring(response.data)


def check(feed):
    """What RFC 4287 demands of a feed and its entries."""
    for thing in (feed, *feed.findall(f"{ATOM}entry")):
        for name in ("title", "id", "updated"):
            assert len(thing.findall(ATOM + name)) == 1, name
        assert "+00:00" in thing.find(f"{ATOM}updated").text
        assert thing.find(f"{ATOM}author/{ATOM}name").text
        for link in thing.findall(f"{ATOM}link"):
            assert link.get("href").startswith("http://127.0.0.1:8000/")
            assert link.get("href").isascii()
    ids = [entry.find(f"{ATOM}id").text for entry in feed.findall(f"{ATOM}entry")]
    assert len(ids) == len(set(ids))


def test_it_works(client, cast):
    topic = make_topic("cards")
    question = make_question(cast.carla, "Карта & <b>бонусы</b> \u0001?", [topic], body="*Тело* <script>")
    make_answer(cast.amir, question, "An **answer**")
    db.session.commit()
    for url in ("/questions/feed.atom", "/questions/feed.atom?sort=active&lang=en", "/topics/cards/feed.atom"):
        feed = parse(client.get(url))
        check(feed)
        assert len(feed.findall(f"{ATOM}entry")) == 1
    thread = parse(client.get(f"/questions/{question.id}/feed.atom"))
    check(thread)
    contents = [each.text for each in thread.iter(f"{ATOM}content")]
    assert "<strong>answer</strong>" in contents[1]
    assert "<script" not in contents[0]


def test_an_empty_feed_is_valid(client, cast):
    check(parse(client.get("/questions/feed.atom")))


def test_unchanged_feeds_answer_304(client, cast):
    make_question(cast.carla)
    db.session.commit()
    first = client.get("/questions/feed.atom")
    again = client.get("/questions/feed.atom", headers={"If-None-Match": first.headers["ETag"]})
    assert again.status_code == 304


def test_private_answers_stay_out(as_, cast):
    question = make_question(cast.carla)
    make_answer(cast.amir, question, "CANARY", status="hidden")
    make_answer(cast.amir, question, "CANARY", visibility="members")
    db.session.commit()
    for actor in (cast.guest, cast.amir, cast.stella):
        assert "CANARY" not in as_(actor).get(f"/questions/{question.id}/feed.atom").text


def test_unknown_topics_have_none(client, cast):
    assert client.get("/topics/nothing/feed.atom").status_code == 404
