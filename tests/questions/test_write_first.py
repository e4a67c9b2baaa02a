"""Write first, sign in after: drafts, guests, previews, suggestions, and tokens that were lost."""

import pytest
from sqlalchemy import func, select

from portal.accounts import queries as accounts
from portal.core import drafts, similar
from portal.core.db import db
from portal.core.drafts import Draft
from portal.core.permissions import GUEST
from portal.core.refs import Card, Ref
from portal.questions.models import Answer, Question
from tests.cast import make_person
from tests.questions.written import BODY, TITLE, fields, make_noise, make_question


@pytest.fixture
def noise(cast):
    return make_noise(cast)


@pytest.fixture
def with_tokens(app):
    app.config["WTF_CSRF_ENABLED"] = True
    yield
    app.config["WTF_CSRF_ENABLED"] = False


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_it_works(cast, noise, as_):
    """A guest sends a question: it is kept, not posted, and adopted at sign-in."""
    before = count(Question)
    client = as_(cast.guest)
    reply = client.post("/questions/ask", data=fields())
    assert reply.status_code == 303
    assert "next=/questions/ask" in reply.location.replace("%2F", "/").replace("%3D", "=")
    assert count(Question) == before
    with client.session_transaction() as session:
        key = session["guest_key"]
    assert drafts.adopt(cast.carla, key) == ["ask"]
    db.session.commit()
    page = as_(cast.carla).get("/questions/ask")
    assert TITLE in page.text
    assert BODY in page.text


def test_an_answer_of_a_guest(cast, noise, as_):
    reply = as_(cast.guest).post(f"/questions/{noise.id}/answers", data={"body": "I know!", "key": "k"})
    assert f"/questions/{noise.id}/answers" in reply.location.replace("%2F", "/")
    assert db.session.scalar(select(Draft.place)) == f"answer-{noise.id}"


def test_an_unconfirmed_member(cast, noise, as_):
    unsure = accounts.actor_of(make_person("Unsure", verified_at=None).id)
    reply = as_(unsure).post("/questions/ask", data=fields())
    assert (reply.status_code, reply.location) == (303, "/questions/ask")
    page = as_(unsure).get("/questions/ask")
    assert TITLE in page.text
    assert "not confirmed" in page.text


def test_drafts_of_members(cast, noise, as_):
    client = as_(cast.carla)
    reply = client.put("/drafts/ask", json={"fields": {"title": "Half a", "topics": ["cards", "app"], "key": "x"}})
    assert reply.status_code == 204
    assert drafts.load(cast.carla, "ask") == {"title": "Half a", "topics": "cards, app"}
    assert 'value="Half a"' in client.get("/questions/ask").text
    assert 'value="Half a"' not in as_(cast.amir).get("/questions/ask").text
    client.post("/questions/ask", data=fields())
    assert drafts.load(cast.carla, "ask") == {}


@pytest.mark.parametrize("sent", ["[]", '{"fields": 3}', "{", '"x"', "null"])
def test_odd_drafts(cast, noise, as_, sent):
    reply = as_(cast.carla).put("/drafts/ask", data=sent, content_type="application/json")
    assert reply.status_code == 400


def test_odd_text_in_drafts(cast, noise, as_):
    reply = as_(cast.carla).put(
        "/drafts/ask", data=r'{"title": "a\u0000b\ud800", "x": {"y": 1}}', content_type="application/json"
    )
    assert reply.status_code == 204
    assert drafts.load(cast.carla, "ask")["title"] == "ab?"


def test_drafts_are_bounded(cast, noise):
    drafts.save(cast.carla, "ask", {"title": "x" * 60_000, "body": "y" * 60_000})
    assert sum(len(value) for value in drafts.load(cast.carla, "ask").values()) == drafts.MAX_CHARS
    for number in range(60):
        drafts.save(cast.carla, f"answer-{number}", {"body": "words"})
        db.session.flush()
    assert count(Draft) == drafts.MAX_PLACES


def test_guests_have_no_drafts(cast, noise, as_):
    assert as_(cast.guest).put("/drafts/ask", json={"fields": {"title": "x"}}).status_code in (302, 303, 401)
    assert drafts.load(GUEST, "ask") == {}


def test_preview_is_the_page(cast, noise, as_):
    made = as_(cast.guest).post("/preview", data={"text": "**a** <script>x</script> `b`\r\n\r\n- c"})
    question = make_question(cast.carla, body="**a** <script>x</script> `b`\n\n- c")
    assert made.text == question.html
    assert as_(cast.guest).post("/preview", data={"text": "**a** " * 5000}).status_code == 422
    assert as_(cast.guest).post("/preview", data={"text": "x" * 30_001}).status_code == 422


def test_suggestions_are_a_step_not_a_wall(cast, noise, as_):
    card = Card(Ref("question", noise.id), noise.title, f"/questions/{noise.id}/x", excerpt="They come later.")
    similar.wire(lambda actor, text, kinds, limit: [card])
    try:
        before = count(Question)
        sent = fields()
        page = as_(cast.carla).post("/questions/ask", data=sent)
        assert page.status_code == 200
        assert noise.title in page.text
        for value in (TITLE, sent["key"], 'name="checked" value="1"'):
            assert value in page.text
        assert count(Question) == before
        assert as_(cast.carla).post("/questions/ask", data=sent | {"checked": "1"}).status_code == 303
        assert count(Question) == before + 1
    finally:
        similar.wire(None)


def test_this_solved_it(cast, noise, as_):
    drafts.save(cast.carla, "ask", {"title": "x"})
    db.session.commit()
    reply = as_(cast.carla).post("/questions/spared", data={"ref": f"question:{noise.id}"})
    assert (reply.status_code, f"/questions/{noise.id}/" in reply.location) == (303, True)
    assert drafts.load(cast.carla, "ask") == {}
    for odd in ("", "question:0", "person:x", "nothing:1", "question:99999999"):
        assert as_(cast.carla).post("/questions/spared", data={"ref": odd}).status_code == 404


def test_a_lost_token_keeps_the_text(cast, noise, as_, with_tokens):
    before = count(Answer)
    reply = as_(cast.carla).post(f"/questions/{noise.id}/answers", data={"body": "Long words", "key": "k"})
    assert reply.status_code == 400
    assert "Long words</textarea>" in reply.text
    assert count(Answer) == before


def test_a_guests_page_has_no_token(cast, noise, as_, with_tokens):
    """From a page of ours the text is put aside; from elsewhere it is only shown again."""
    url, sent = f"/questions/{noise.id}/answers", {"body": "Long words"}
    for origin in ("https://evil.example", None):
        headers = {"Origin": origin} if origin else {}
        assert as_(cast.guest).post(url, data=sent, headers=headers).status_code == 400
    assert count(Draft) == 0
    assert as_(cast.guest).post(url, data=sent, headers={"Origin": "http://localhost"}).status_code == 303
    assert count(Draft) == 1
    assert as_(cast.carla).post(url, data=sent, headers={"Origin": "http://localhost"}).status_code == 400
