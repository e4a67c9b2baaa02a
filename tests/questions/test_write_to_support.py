"""A question for support alone: its asker and staff read it and what is written under it, nobody else learns of it."""

import re

import pytest

from portal.accounts import queries as accounts
from portal.accounts.models import Person
from portal.core import drafts, jobs
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid
from portal.notifications.models import News, Notice
from portal.questions import actions
from portal.questions.models import Question
from portal.questions.queries import recounts
from portal.search.journal import journal
from portal.search.models import SearchLog
from portal.topics.models import Topic
from tests.cast import make_person
from tests.questions.posting import make_question, make_topic
from tests.search import stage

WORD = "zanthoxyl"


@pytest.fixture
def topic(cast):
    made = make_topic("orders")
    make_question(cast.nils, "Noise that stays public", [made])
    stage.settle()
    return made


@pytest.fixture
def question(cast, topic):
    made = actions.ask(
        cast.carla,
        title=f"My order of a {WORD} was charged twice",
        body=f"Order 4711, the {WORD}.",
        topic_names=["orders"],
        visibility="private",
    )
    db.session.commit()
    return made


def address(question):
    return f"/questions/{question.id}/{question.slug}"


def test_it_works(cast, as_, topic):
    page = as_(cast.carla).get("/questions/ask?to=support&title=Where is my order of last week").text
    assert re.search(r'<input checked[^>]*value="private"', page)
    sent = {
        "title": "Where is my order of last week", "body": "It does not come.", "topics": "orders",
        "visibility": "private", "checked": "1", "key": "k" * 32,
    }  # fmt: skip
    reply = as_(cast.carla).post("/questions/ask", data=sent, follow_redirects=True)
    assert reply.status_code == 200, reply.text
    assert "Support has your question" in reply.text
    assert "Only for support and the asker" in reply.text


def test_its_asker_reads_what_support_answers(cast, as_, question):
    answer = actions.answer(cast.stella, question_id=question.id, body="We gave the second charge back.")
    actions.comment(cast.ada, question_id=question.id, answer_id=answer.id, body="It takes three days.")
    db.session.commit()
    for who in (cast.carla, cast.stella, cast.ada):
        page = as_(who).get(address(question)).text
        assert "gave the second charge back" in page
        assert "takes three days" in page


@pytest.mark.parametrize("who", ["guest", "nils", "amir", "pavel"])
def test_nobody_else_learns_of_it(cast, as_, question, topic, who):
    answer = actions.answer(cast.stella, question_id=question.id, body=f"The {WORD} is paid back.")
    db.session.commit()
    jobs.drain()
    reader = as_(cast.named(who))
    assert reader.get(address(question)).status_code == 404
    assert reader.get(f"/questions/{question.id}/history").status_code == 404
    for place in ("/", "/questions", "/questions?sort=unanswered", f"/topics/{topic.slug}", "/questions/feed.atom",
                  f"/people/{cast.carla.id}", f"/people/{cast.carla.id}/questions", f"/people/{cast.stella.id}",
                  f"/people/{cast.stella.id}/answers", "/sitemap.xml"):  # fmt: skip
        assert WORD not in reader.get(place, follow_redirects=True).text, place
    found = reader.get(f"/search?q={WORD}&exact=1").text
    assert address(question) not in found
    assert reader.get(f"/search/suggest?q={WORD}").json["items"] == []
    assert reader.post(f"/answers/{answer.id}/vote", data={"value": "1"}).status_code in (302, 303, 403, 404)
    assert db.session.get_one(type(answer), answer.id, populate_existing=True).score == 0


def test_support_and_the_asker_find_it(cast, as_, question):
    jobs.drain()
    for who in (cast.carla, cast.stella):
        assert f"/questions/{question.id}/" in as_(who).get(f"/search?q={WORD}").text


def test_it_shows_in_no_figure(cast, question, topic):
    actions.answer(cast.stella, question_id=question.id, body="We gave it back.")
    db.session.commit()
    assert db.session.get_one(Topic, topic.id, populate_existing=True).question_count == 1
    assert db.session.get_one(Person, cast.carla.id, populate_existing=True).question_count == 0
    assert not [line for line in recounts.people() if not line.startswith(f"person {cast.nils.id}:")]
    assert not [*recounts.topics()]


def test_support_is_told_and_the_asker_of_the_answer(cast, question):
    notices = db.select(Notice.person_id, News.code, News.thing_id).join(News)
    told = {row.person_id for row in db.session.execute(notices.where(News.code == "question.sent"))}
    assert told == {cast.stella.id, cast.ada.id}
    answer = actions.answer(cast.stella, question_id=question.id, body="We gave it back.")
    db.session.commit()
    jobs.drain()
    heard = db.session.execute(notices.where(Notice.person_id == cast.carla.id)).all()
    assert [(row.code, row.thing_id) for row in heard] == [("answer.given", answer.id)]


def test_only_its_asker_opens_it_and_only_before_support_wrote(cast, as_, question):
    with pytest.raises(Invalid):
        actions.set_visibility(cast.stella, question_id=question.id, visibility="public")
    actions.set_visibility(cast.carla, question_id=question.id, visibility="public")
    actions.set_visibility(cast.stella, question_id=question.id, visibility="private")  # it names an order
    actions.answer(cast.stella, question_id=question.id, body="We gave it back.")
    db.session.commit()
    with pytest.raises((Invalid, Forbidden)):
        actions.set_visibility(cast.carla, question_id=question.id, visibility="public")
    assert as_(cast.guest).get(address(question)).status_code == 404


def test_what_was_public_goes_with_it(cast, as_, topic):
    question = make_question(cast.carla, f"My {WORD} card number is here", [topic])
    answer = actions.answer(cast.amir, question_id=question.id, body="Take the number out, quick.")
    db.session.commit()
    actions.set_visibility(cast.stella, question_id=question.id, visibility="private")
    db.session.commit()
    assert answer.visibility == "members"
    assert "quick" in as_(cast.carla).get(address(question)).text
    assert as_(cast.amir).get(address(question)).status_code == 404
    assert WORD not in as_(cast.amir).get(f"/people/{cast.amir.id}/answers").text


def test_the_search_that_led_there_knows(app, cast, as_, topic):
    page = as_(cast.carla).get("/search?q=charged+twice+for+nothing").text
    start = page.index("to=support")
    link = page[page.rindex('href="', 0, start) + 6 : page.index('"', start)].replace("&amp;", "&")
    form = as_(cast.carla).get(link).text
    trail = form[form.index('name="s"') :].split('value="')[1].split('"')[0]
    actions.ask(
        cast.carla, title="Charged twice for nothing", body="Twice.", topic_names=["orders"], visibility="private",
        trail=trail,
    )  # fmt: skip
    db.session.commit()
    journal.flush(app)
    row = db.session.scalars(db.select(SearchLog).where(SearchLog.words == "charged twice for nothing")).one()
    assert (row.asked, row.sent) == (True, True)


def test_a_guest_writes_first_and_it_stays_private(cast, as_, topic):
    guest = as_(cast.guest)
    sent = {
        "title": "Where is my order of last week", "body": f"The {WORD} does not come.", "topics": "orders",
        "visibility": "private", "key": "g" * 32,
    }  # fmt: skip
    assert guest.post("/questions/ask", data=sent).status_code == 303
    with guest.session_transaction() as session:
        assert drafts.adopt(cast.carla, session["guest_key"]) == ["ask"]
    db.session.commit()
    assert re.search(r'<input checked[^>]*value="private"', as_(cast.carla).get("/questions/ask").text)


def test_while_it_waits_nobody_is_promised_readers(as_, topic):
    newt = accounts.actor_of(make_person("Newt", trusted_at=None).id)
    db.session.commit()
    sent = {
        "title": "Where is my order of last week", "body": "See https://example.com/4711", "topics": "orders",
        "visibility": "private", "checked": "1", "key": "n" * 32,
    }  # fmt: skip
    page = as_(newt).post("/questions/ask", data=sent, follow_redirects=True).text
    assert db.session.scalars(db.select(Question).where(Question.author_id == newt.id)).one().status == "waiting"
    assert "Support has your question" in page
    assert "then everybody can read it" not in page
