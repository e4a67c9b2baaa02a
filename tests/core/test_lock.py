"""A lock on a row holds what is counted from it, and not those who refer to it."""

from sqlalchemy import event

from portal.core.db import db, lock
from tests.conftest import POSTGRES
from tests.questions.written import make_question, make_topics


def test_its_key_stays_free(cast):
    """On PostgreSQL an answer is inserted while a vote on its question is counted; SQLite has one writer anyway."""
    make_topics()
    question, said = make_question(cast.carla), []

    def note(_connection, _cursor, statement, *_rest):
        said.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        lock(question)
    finally:
        event.remove(db.engine, "before_cursor_execute", note)
    assert any("FOR NO KEY UPDATE" in statement for statement in said) is POSTGRES
    assert not any(statement.rstrip().endswith("FOR UPDATE") for statement in said)
