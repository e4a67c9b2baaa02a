"""The inbox: what stands there, what is marked, how many are unread."""

import pytest

from portal.accounts.models import Person
from portal.core.db import db
from portal.core.refs import Ref
from portal.ideas import actions as ideas
from portal.notifications import actions, queries, recounts
from portal.notifications.actions.tell import tell
from portal.questions import actions as questions


@pytest.fixture
def answered(cast, question):
    made = questions.answer(cast.amir, question_id=question.id, body="Call the number on the back.")
    db.session.commit()
    return made


def test_it_works(cast, question, answered, as_):
    page = as_(cast.carla).get("/inbox")
    assert page.status_code == 200
    assert "Amir answered a question" in page.text
    assert question.title in page.text
    assert "Call the number on the back." in page.text
    assert f"#answer-{answered.id}" in page.text
    assert "1 unread message" in page.text


@pytest.mark.parametrize(("code", "words"), [("ru", "Новый ответ на вопрос"), ("uk", "Нова відповідь на питання")])
def test_in_the_language_of_the_reader(cast, answered, as_, code, words):
    db.session.get(Person, cast.carla.id).language = code
    db.session.commit()
    assert words in as_(cast.carla).get("/inbox").text


def test_an_empty_inbox(cast, as_):
    assert "Nothing here yet" in as_(cast.nils).get("/inbox").text


def test_guests_have_none(client, app):
    assert client.get("/inbox").status_code == 302
    assert client.get("/inbox/count").status_code == 302


def test_reading_changes_nothing_by_itself(cast, answered, as_, told):
    client = as_(cast.carla)
    client.get("/inbox")
    assert client.get("/inbox/count").json == {"unread": 1, "words": "1 unread message"}


def test_marking_one(cast, question, answered, as_, told):
    questions.comment(cast.amir, question_id=question.id, body="Which one?")
    db.session.commit()
    first = queries.inbox(cast.carla).rows[0]
    client = as_(cast.carla)
    reply = client.post("/inbox/read", data={"notice": first.id}, headers={"X-Fragment": "1"})
    assert reply.json["unread"] == 1
    assert client.get("/inbox/count").json["unread"] == 1
    client.post("/inbox/read", data={"notice": first.id, "on": "0"})
    assert client.get("/inbox/count").json["unread"] == 2
    assert list(recounts.unread()) == []


def test_marking_all_spares_what_came_meanwhile(cast, question, answered, as_):
    until = queries.latest_id(queries.inbox(cast.carla))
    questions.comment(cast.amir, question_id=question.id, body="Which one?")
    db.session.commit()
    client = as_(cast.carla)
    assert client.post("/inbox/read", data={"until": until}).status_code == 303
    assert client.get("/inbox/count").json["unread"] == 1


def test_rows_of_others_are_left_alone(cast, answered, as_, told):
    row = queries.inbox(cast.carla).rows[0]
    as_(cast.nils).post("/inbox/read", data={"notice": row.id})
    as_(cast.nils).post("/inbox/read", data={"until": row.id})
    assert not queries.inbox(cast.carla).rows[0].read
    assert told(cast.carla) == ["answer.given"]


@pytest.mark.parametrize("data", [{}, {"notice": "x"}, {"until": "-1"}, {"notice": "9" * 40}, {"notice": "²"}])
def test_nonsense(cast, as_, data):
    assert as_(cast.carla).post("/inbox/read", data=data).status_code == 404


def test_the_count_is_asked_with_an_etag(cast, question, answered, as_):
    client = as_(cast.carla)
    first = client.get("/inbox/count")
    same = client.get("/inbox/count", headers={"If-None-Match": first.headers["ETag"]})
    assert same.status_code == 304
    questions.comment(cast.amir, question_id=question.id, body="Which one?")
    db.session.commit()
    assert client.get("/inbox/count", headers={"If-None-Match": first.headers["ETag"]}).json["unread"] == 2


def test_what_was_hidden_leaves_no_word(cast, topics, as_):
    idea = ideas.propose(cast.carla, title="Canary-7f3 in the title", body="Canary-7f3 in the body.", topics=["points"])
    ideas.comment(cast.amir, idea.id, body="Canary-7f3 in a comment.")
    actions.follow(cast.nils, Ref("idea", idea.id), on=True)
    ideas.set_state(cast.pavel, idea.id, state="planned", reason="Canary-7f3 in a reason.")
    db.session.commit()
    client = as_(cast.nils)
    assert "Canary-7f3" in client.get("/inbox").text
    idea.status = "hidden"
    db.session.commit()
    for page in ("/inbox", "/settings/notifications"):
        text = client.get(page).text
        assert "Canary-7f3" not in text
        assert "This is no longer available." in text


def test_pages(cast, question, as_, count_queries):
    number = Ref("question", question.id)
    for _ in range(70):
        tell("question.state", number, actor_id=None, people=(cast.nils.id,), data={"state": "open"})
    db.session.commit()
    seen, cursor = [], ""
    while True:
        page = queries.inbox(cast.nils, cursor)
        seen += [row.id for row in page.rows]
        cursor = page.next
        if not cursor:
            break
    assert seen == sorted(seen, reverse=True)
    assert len(seen) == len(set(seen)) == 70
    assert queries.inbox(cast.nils, "nonsense").rows[0].id == seen[0]
    client = as_(cast.nils)
    client.get("/inbox")
    with count_queries() as statements:
        client.get("/inbox")
    assert len(statements) <= 3, statements
