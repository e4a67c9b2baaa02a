"""Triggers that repeat what lists sort by from ``question`` into ``question_topic``.

The database does it, not an action: votes, answers, moderation and imports all change these columns, and a list must
never disagree with the question. ``STATEMENTS`` is for the migration; ``create_all`` runs the same ones.
"""

from sqlalchemy import DDL, event

from portal.questions.models.posts import question_topic

COPIED = ("status", "created_at", "active_at", "score", "answer_count")
_FROM_NEW = ", ".join(f"{name} = NEW.{name}" for name in COPIED)
_FROM_QUESTION = ", ".join(f"{name} = q.{name}" for name in COPIED)

# ruff: noqa: S608 - only names of columns are put in
SQLITE_TRIGGERS = (
    "CREATE TRIGGER question_topic_filled AFTER INSERT ON question_topic BEGIN "
    f"UPDATE question_topic SET {_FROM_QUESTION} FROM question AS q "
    "WHERE q.id = NEW.question_id AND question_topic.question_id = NEW.question_id "
    "AND question_topic.topic_id = NEW.topic_id; END",
    f"CREATE TRIGGER question_topic_follows AFTER UPDATE OF {', '.join(COPIED)} ON question BEGIN "
    f"UPDATE question_topic SET {_FROM_NEW} WHERE question_id = NEW.id; END",
)
POSTGRES_TRIGGERS = (
    "CREATE OR REPLACE FUNCTION question_topic_fill() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"SELECT {', '.join(f'q.{name}' for name in COPIED)} INTO {', '.join(f'NEW.{name}' for name in COPIED)} "
    "FROM question AS q WHERE q.id = NEW.question_id; RETURN NEW; END $$",
    "CREATE TRIGGER question_topic_filled BEFORE INSERT ON question_topic "
    "FOR EACH ROW EXECUTE FUNCTION question_topic_fill()",
    "CREATE OR REPLACE FUNCTION question_topic_follow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN "
    f"UPDATE question_topic SET {_FROM_NEW} WHERE question_id = NEW.id; RETURN NULL; END $$",
    f"CREATE TRIGGER question_topic_follows AFTER UPDATE OF {', '.join(COPIED)} ON question "
    "FOR EACH ROW EXECUTE FUNCTION question_topic_follow()",
)
STATEMENTS = {"sqlite": SQLITE_TRIGGERS, "postgresql": POSTGRES_TRIGGERS}

for _dialect, _statements in STATEMENTS.items():
    for _statement in _statements:
        event.listen(question_topic, "after_create", DDL(_statement.replace("%", "%%")).execute_if(dialect=_dialect))
