"""Posts to moderate, with noise beside them."""

import pytest

from portal.core import clock, refs, stewards, visibility
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.events import publish
from portal.core.refs import Card, Ref
from portal.questions.events import PostStatusChanged
from portal.questions.models import Question


class RowSteward:
    verbs = frozenset({"status", "close", "lock", "duplicate"})

    def get(self, thing_id):
        row = db.session.get(Question, thing_id)
        if row is None:
            raise NotFound("question")
        return row

    def set_status(self, actor, thing_id, status):
        row = self.get(thing_id)
        was, row.status = row.status, status
        publish(PostStatusChanged("question", thing_id, thing_id, actor.id, status, was))

    def close(self, actor, thing_id, reason):
        row = self.get(thing_id)
        row.state, row.close_reason = "closed", reason

    def reopen(self, actor, thing_id):
        row = self.get(thing_id)
        row.state, row.close_reason, row.duplicate_of_id = "open", "", None

    def lock(self, actor, thing_id, on):
        self.get(thing_id).locked_at = clock.now() if on else None

    def mark_duplicate(self, actor, thing_id, target_id):
        target = db.session.get(Question, target_id)
        if target is None or target.duplicate_of_id or target.status != "live":
            raise Invalid("no")
        row = self.get(thing_id)
        row.state, row.duplicate_of_id = "closed", target_id


def _cards(actor, ids):
    rows = db.session.scalars(db.select(Question).where(Question.id.in_(ids), visibility.seen_by(actor, Question)))
    return {
        q.id: Card(Ref("question", q.id), q.title, f"/questions/{q.id}/{q.slug}", author_id=q.author_id) for q in rows
    }


@pytest.fixture(autouse=True)
def _provisional(session_app):
    if "question" not in stewards.kinds():
        stewards._stewards["question"] = RowSteward()
        refs._loaders["question"] = _cards
        session_app.url_build_error_handlers.append(lambda _error, endpoint, _values: f"/missing/{endpoint}")


@pytest.fixture
def make_question(app, cast):
    """``make_question(author, title, status='live')`` -> id of a committed question."""

    def make(author=None, title="How do I block a lost card?", status="live", **more):
        now = clock.now()
        row = Question(
            author_id=(author or cast.carla).id, title=title, slug="q", body=f"{title} body", html=f"<p>{title} body</p>",
            excerpt=f"{title} excerpt", language="en", status=status, visibility="public", created_at=now,
            updated_at=now, active_at=now, **more,
        )  # fmt: skip
        db.session.add(row)
        db.session.commit()
        return row.id

    return make


@pytest.fixture
def question(make_question):
    """Carla's question, between others that nobody complains about."""
    make_question(title="Noise before it, ten characters")
    found = make_question()
    make_question(title="Noise after it, ten characters")
    return Ref("question", found)
