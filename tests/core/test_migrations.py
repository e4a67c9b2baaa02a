"""The migrations and the models say the same, up, down and up again, on both databases."""

import os
import subprocess
import sys
from datetime import UTC, datetime

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask_migrate import downgrade, upgrade
from sqlalchemy import MetaData, Table, create_engine, inspect, text
from sqlalchemy.orm import Session

from portal import config
from portal.app import create_app
from portal.cases.models import Case, CaseRevision
from portal.core.db import UtcDateTime, db
from tests import conftest


@pytest.fixture
def migrated(tmp_path, request):
    """An application over an empty database of its own."""
    url = ""
    if conftest.POSTGRES:
        server = request.getfixturevalue("postgres_url")
        engine = create_engine(server.replace("postgresql://", "postgresql+psycopg://"), isolation_level="AUTOCOMMIT")
        with engine.connect() as connection:
            connection.execute(text("DROP DATABASE IF EXISTS portal_migrated WITH (FORCE)"))
            connection.execute(text("CREATE DATABASE portal_migrated"))
        engine.dispose()
        url = server.replace("/portal_test", "/portal_migrated")
    app = create_app(config.load({}, data_dir=tmp_path, database_url=url, log_level="error", search_url="memory:"))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()


def same_type(_context, _inspected, _metadata, _found, ours):
    return False if isinstance(ours, UtcDateTime) else None


# Its columns run downwards, which Alembic cannot compare; that it is there is asked below.
DESCENDING = "ix_answer_thread"


def differences():
    with db.engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": same_type})
        found = compare_metadata(context, db.metadata)
    listed = "SELECT indexname FROM pg_indexes" if conftest.POSTGRES else "SELECT name FROM sqlite_master"
    with db.engine.connect() as connection:
        missing = [] if DESCENDING in connection.execute(text(listed)).scalars().all() else [DESCENDING]
    return [each for each in found if getattr(each[-1], "name", "") != DESCENDING] + missing


def triggers():
    query = (
        "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal"
        if conftest.POSTGRES
        else "SELECT name FROM sqlite_master WHERE type = 'trigger'"
    )
    with db.engine.connect() as connection:
        return sorted(connection.execute(text(query)).scalars())


def test_migrated_is_what_the_models_say(migrated, session_app):
    upgrade()
    assert differences() == []
    ours = triggers()
    with session_app.app_context():
        assert ours == triggers() != []


def test_down_leaves_nothing_and_up_works_again(migrated):
    upgrade()
    downgrade(revision="base")
    assert set(inspect(db.engine).get_table_names()) <= {"alembic_version"}
    upgrade()
    assert differences() == []


def test_what_is_there_stays(migrated):
    """A table that others refer to is made anew on SQLite: nothing that hung on it may be lost."""
    upgrade(revision="0002")
    now = "2026-01-01 00:00:00"
    with db.engine.begin() as connection:
        for table, row in (("person", PERSON), ("case_article", CASE), ("case_revision", REVISION)):
            values = {name: now if value == "now" else value for name, value in row.items()}
            names = ", ".join(values)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES (:{names.replace(', ', ', :')})"), values)
    upgrade()
    with db.engine.connect() as connection:
        row = connection.execute(text("SELECT title, state, review FROM case_article")).one()
        assert tuple(row) == ("A case", "published", "")
        due = connection.execute(text("SELECT check_due_at, staleness FROM case_article")).one()
        assert (str(due.check_due_at)[:10], due.staleness) == ("2026-06-30", 0)
        assert connection.execute(text("SELECT number FROM case_revision WHERE case_id = 1")).scalars().all() == [1]
    with Session(db.engine) as session:
        for row in (session.get(Case, 1), session.get(CaseRevision, 1)):
            assert (row.result, row.figures) == ("", [])
        assert session.get(Case, 1).only_for == []
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT publishes FROM person")).scalar_one()
        if not conftest.POSTGRES:
            assert connection.execute(text("PRAGMA foreign_keys")).scalar_one() == 1
    downgrade(revision="0002")
    with db.engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM case_revision")).scalar_one() == 1


PERSON = {
    "id": 1, "name": "Stella", "slug": "stella", "skeleton": "stella", "role": "staff", "suspended_reason": "",
    "about": "", "about_html": "", "language": "en", "time_zone": "", "unread_count": 0, "question_count": 0,
    "answer_count": 0, "created_at": "now", "source_url": "",
}  # fmt: skip
TEXTS = {
    "kind": "common_issue", "language": "en", "title": "A case", "phrasings": "[]", "symptoms": "", "cause": "",
    "steps": "[]", "product": "", "product_version": "", "platform": "", "topic_slugs": "[]", "visibility": "public",
    "created_at": "now", "author_id": 1,
}  # fmt: skip
CASE = TEXTS | {
    "id": 1, "slug": "a-case", "status": "live", "excerpt": "", "symptoms_html": "", "cause_html": "",
    "steps_html": "[]", "html_version": 1, "revision": 1, "latest_revision": 1, "version": 1, "helped_count": 0,
    "not_helped_count": 0, "view_count": 0, "follower_count": 0, "updated_at": "now", "archive_reason": "",
    "published_at": "now", "checked_at": "now",
}  # fmt: skip
REVISION = TEXTS | {"id": 1, "case_id": 1, "number": 1, "summary": ""}


@pytest.mark.one_database
@pytest.mark.slow
def test_killed_in_the_middle_leaves_the_old_state(tmp_path):
    """The process dies on a table in the middle; the next start finds no half of it."""
    script = (
        "import os, sqlalchemy.event as e; from sqlalchemy.engine import Engine\n"
        "from portal.app import create_app; from portal import config; from flask_migrate import upgrade\n"
        "seen = [0]\n"
        "@e.listens_for(Engine, 'before_cursor_execute')\n"
        "def die(*a):\n"
        "    seen[0] += 'CREATE TABLE' in a[2]\n"
        "    seen[0] < 9 or os._exit(9)\n"
        "app = create_app(config.load())\n"
        "with app.app_context(): upgrade()\n"
    )
    environment = os.environ | {"PORTAL_DATA_DIR": str(tmp_path), "PORTAL_LOG_LEVEL": "error"}
    assert subprocess.run([sys.executable, "-c", script], env=environment, check=False).returncode == 9
    engine = create_engine(f"sqlite:///{tmp_path}/portal.sqlite3")
    assert inspect(engine).get_table_names() == []
    engine.dispose()
    subprocess.run([sys.executable, "-m", "portal.cli", "db", "upgrade"], env=environment, check=True)
    engine = create_engine(f"sqlite:///{tmp_path}/portal.sqlite3")
    assert "question" in inspect(engine).get_table_names()


def test_sources_that_are_there_keep_what_was_taken_over(migrated):
    """The text is that of the revision which was taken over; what nobody kept is as it stands."""
    upgrade(revision="0003")
    now = "2026-01-01 00:00:00"
    post = {"visibility": "public", "status": "live", "html": "", "html_version": 1, "excerpt": "", "language": "en",
            "created_at": now, "updated_at": now, "author_id": 1, "score": 4, "up_count": 4, "down_count": 0, "imported_up": 0,
            "imported_down": 0, "source_url": "", "source_licence": "", "comment_count": 0}  # fmt: skip
    question = post | {"id": 1, "title": "A question", "slug": "q", "body": "", "state": "open", "close_reason": "", "version": 1,
                       "answer_count": 1, "view_count": 0, "follower_count": 0, "me_too_count": 0, "duplicate_count": 0,
                       "topic_slugs": "[]", "active_at": now, "revision": 1}  # fmt: skip
    answer = post | {"id": 1, "question_id": 1, "body": "Now this", "rank": 0.5, "revision": 2, "accepted_at": now}
    old = {"id": 1, "answer_id": 1, "number": 1, "created_at": now, "summary": "", "body": "First that"}
    source = {
        "id": 1,
        "case_id": 1,
        "kind": "answer",
        "question_id": 1,
        "answer_id": 1,
        "answer_revision": 1,
        "promoted_at": now,
    }
    rows = (("person", PERSON | {"publishes": True}), ("question", question), ("answer", answer), ("answer_revision", old),
            ("case_article", CASE | {"state": "published", "review": ""}), ("case_source", source))  # fmt: skip
    with db.engine.begin() as connection:
        for table, row in rows:
            values = {name: now if value == "now" else value for name, value in row.items()}
            names = ", ".join(values)
            connection.execute(text(f"INSERT INTO {table} ({names}) VALUES (:{names.replace(', ', ', :')})"), values)
    upgrade()
    with db.engine.connect() as connection:
        row = connection.execute(text("SELECT body, score, accepted, standing, looked_at FROM case_source")).one()
        assert tuple(row)[:4] == ("First that", 4, True, "live")
        assert row.looked_at is not None


def test_titles_stand_on_one_line(migrated):
    """Every kind of white space is folded, in the post and in what is kept of it; all else stays as it was."""
    upgrade(revision="0016")
    odd, fine = "  A\r\ntitle\u00a0 of\told\n\n days ", "A title of new days"
    rows = [(table, {"id": number, "title": title, "body": "Two\n\nlines", "slug": "q"})
            for table in ("question", "idea") for number, title in ((1, odd), (2, fine), (3, "\n "))]  # fmt: skip
    rows += [
        (f"{each}_revision", {"id": 1, f"{each}_id": 1, "number": 1, "title": odd}) for each in ("question", "idea")
    ]
    rows += [("case_article", {"id": 1, "title": odd}), ("case_revision", {"id": 1, "case_id": 1, "title": odd})]
    with db.engine.begin() as connection:
        for table, row in rows:
            _insert_plain(connection, table, row)
    upgrade()
    with db.engine.connect() as connection:
        for table in ("question", "idea"):
            titles = connection.execute(text(f"SELECT title FROM {table} ORDER BY id")).scalars().all()
            assert titles == ["A title of old days", fine, "\n "], "of white space alone nothing would be left"
            assert set(connection.execute(text(f"SELECT body FROM {table}")).scalars()) == {"Two\n\nlines"}
        for table in ("question_revision", "idea_revision", "case_article", "case_revision"):
            assert connection.execute(text(f"SELECT title FROM {table}")).scalars().all() == ["A title of old days"]
    downgrade(revision="0016")
    upgrade()


def _insert_plain(connection, name, row):
    """A row of the table as it stood at that revision; columns that must hold something hold nothing in particular."""
    table = Table(name, MetaData(), autoload_with=connection)
    plain = {int: 0, str: "", float: 0.0, bool: False, datetime: datetime(2026, 1, 1, tzinfo=UTC), object: [], dict: []}
    needed = (column for column in table.columns if not column.nullable and column.name not in row)
    connection.execute(table.insert(), [row | {column.name: plain[column.type.python_type] for column in needed}])
