"""What is given back to a test is what the real actions made: rows, numbers that go on, the index."""

from portal.core.db import db
from portal.search import engine
from tests import cast as casting
from tests import fresh
from tests import kept as keeping
from tests.search import stage


def world():
    with db.engine.connect() as connection:
        tables = {statement: sorted(rows, key=repr) for statement, rows in keeping._read(connection)}
    return tables, sorted(engine.current().refs())


def test_the_same_again(app, cast, kept):
    kept.put(lambda: stage.make_scene(cast))
    made = world()
    assert len(made[0]) > 5
    fresh.begin(app)
    again = casting.assemble()
    assert world() != made
    kept.put(lambda: stage.make_scene(again))
    assert world() == made
    question = stage.make_question(again.carla, "What comes next?")
    assert question.id == max(number for kind, number, _ in made[1] if kind == "question") + 1
    stage.settle()
    assert len(list(engine.current().refs())) == len(made[1]) + 1


def test_at_another_time_it_is_made_anew(app, cast, kept):
    kept.rows = kept.rows and kept.rows._replace(at=kept.rows.at - 2 * keeping.STAYS_TRUE)
    before = kept.rows
    kept.put(lambda: stage.make_scene(cast))
    assert kept.rows is not before
    assert list(engine.current().refs())


def test_beside_others_it_is_made_anew(cast, kept):
    casting.make_person("Olga")
    before = kept.rows
    kept.put(lambda: stage.make_scene(cast))
    with db.engine.connect() as connection:
        assert connection.scalar(db.text("SELECT count(*) FROM person")) == len(casting.ROLES) + 1
    assert kept.rows is before
    assert list(engine.current().refs())
