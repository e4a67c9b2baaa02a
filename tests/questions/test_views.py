"""Views are gathered and written in one statement."""

import pytest

from portal.core.db import db
from portal.questions.models import Question
from portal.questions.views import Gatherer, gatherer
from tests.questions.posting import make_question


@pytest.fixture(autouse=True)
def clean():
    gatherer.forget()
    yield
    gatherer.forget()


def views(question):
    db.session.expire_all()
    return db.session.get(Question, question.id).view_count


def test_it_works(app, as_, cast, count_queries):
    first, second = make_question(cast.carla), make_question(cast.carla, "Another question here")
    db.session.commit()
    for actor in (cast.amir, cast.nils, cast.guest):
        for question in (first, first, second):
            as_(actor).get(f"/questions/{question.id}/{question.slug}")
    db.session.rollback()
    with count_queries() as statements:
        assert gatherer.flush(app) == 6
    assert len([each for each in statements if each.startswith("UPDATE")]) == 1
    assert (views(first), views(second)) == (3, 3)
    assert gatherer.flush(app) == 0


def test_what_cannot_be_written_waits(app, cast, monkeypatch):
    question = make_question(cast.carla)
    db.session.commit()
    own = Gatherer(Question.__table__)
    own.note(app, question.id, "somebody")

    def broken(*_args):
        raise OSError

    with monkeypatch.context() as patch:
        patch.setattr("portal.questions.views._write", broken)
        assert own.flush(app) == 0
    assert own.flush(app) == 1
    assert views(question) == 1


def test_one_for_each_reader_and_hour(app, cast, monkeypatch):
    question = make_question(cast.carla)
    db.session.commit()
    own = Gatherer(Question.__table__)
    for _ in range(5):
        own.note(app, question.id, "somebody")
    monkeypatch.setattr("time.time", lambda: 10_000_000_000.0)
    own.note(app, question.id, "somebody")
    monkeypatch.undo()
    assert own.flush(app) == 2
