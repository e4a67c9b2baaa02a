"""R19: the same form sent twenty times at once makes one post, at one address; the same key with other text is 409."""

from sqlalchemy import func, select

from portal.core import idempotency
from portal.core.db import db
from portal.questions.models import Answer, Question
from tests import cast as casting
from tests.promises.crowd import at_once, lone_app, signed_in  # noqa: F401
from tests.questions.written import fields, make_question, make_topics

TIMES = 20


def begin(app):
    with app.app_context():
        cast = casting.assemble()
        make_topics()
        return cast, signed_in(app, cast.carla)


def count(app, model):
    with app.app_context():
        return db.session.scalar(select(func.count()).select_from(model))


def test_one_key_makes_one_question(lone_app):  # noqa: F811
    _, sid = begin(lone_app)
    sent = fields()
    replies = at_once(lone_app, sid, [lambda c: c.post("/questions/ask", data=sent) for _ in range(TIMES)])
    assert {reply.status_code for reply in replies} == {303}
    assert len({reply.location for reply in replies}) == 1
    assert count(lone_app, Question) == 1


def test_one_key_makes_one_answer(lone_app):  # noqa: F811
    cast, sid = begin(lone_app)
    with lone_app.app_context():
        url = f"/questions/{make_question(cast.amir).id}/answers"
    sent = {"body": "One answer", "key": "one-key"}
    replies = at_once(lone_app, sid, [lambda c: c.post(url, data=sent) for _ in range(TIMES)])
    assert len({reply.location for reply in replies}) == 1
    assert count(lone_app, Answer) == 1


def test_the_same_key_with_another_text(lone_app):  # noqa: F811
    _, sid = begin(lone_app)
    sent = fields()
    first, again, other = (
        at_once(lone_app, sid, [lambda c, more=more: c.post("/questions/ask", data=sent | more)])[0]
        for more in ({}, {}, {"body": "Quite another text"})
    )
    assert first.location == again.location
    assert (other.status_code, "Quite another text</textarea>" in other.text) == (409, True)
    assert count(lone_app, Question) == 1


def test_a_refused_text_leaves_the_key_free(lone_app):  # noqa: F811
    _, sid = begin(lone_app)
    sent = fields(topics="unheard of")
    assert at_once(lone_app, sid, [lambda c: c.post("/questions/ask", data=sent)])[0].status_code == 422
    mended = sent | {"topics": "cards"}
    assert at_once(lone_app, sid, [lambda c: c.post("/questions/ask", data=mended)])[0].status_code == 303


def test_control_without_the_key(lone_app, monkeypatch):  # noqa: F811
    """The same run with the check taken out makes many posts: the test above can fail."""
    _, sid = begin(lone_app)

    class Never:
        location = ""

        def finish(self, location):
            pass

    monkeypatch.setattr(idempotency, "begin", lambda *parts: Never())
    sent = fields()
    at_once(lone_app, sid, [lambda c: c.post("/questions/ask", data=sent) for _ in range(TIMES)])
    assert count(lone_app, Question) == TIMES
