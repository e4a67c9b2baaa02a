"""First posts wait; what happens to their queue item."""

import pytest

from portal.accounts.models import Person
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.events import publish
from portal.core.post_events import PostHeld
from portal.core.refs import Ref
from portal.moderation import actions, queries
from portal.questions import actions as questions
from portal.questions.events import PostStatusChanged
from portal.questions.models import Question

WAITS = {("first_post", "question"): 1}


@pytest.fixture
def newcomer(cast):
    person = db.session.get(Person, cast.carla.id)
    person.trusted_at = None
    return person


@pytest.fixture
def held(newcomer, make_question):
    ref = Ref("question", make_question(status="waiting"))
    publish(PostHeld("question", ref.id, newcomer.id))
    db.session.commit()
    return ref


def test_it_works(cast, held, newcomer):
    assert queries.counts() == WAITS
    actions.decide(cast.stella, held, verb="approve", reason="fine")
    db.session.commit()
    assert db.session.get(Question, held.id).status == "live"
    assert db.session.get(Person, newcomer.id).trusted_at is not None
    assert queries.counts() == {}
    assert set(db.session.scalars(db.select(AuditEntry.action))) == {"post.approve", "account.trust"}


def test_held_twice_is_once(held, newcomer):
    publish(PostHeld("question", held.id, newcomer.id))
    assert queries.counts() == WAITS


def test_refused_is_not_trusted(cast, held, newcomer):
    actions.decide(cast.stella, held, verb="delete", reason="spam")
    assert db.session.get(Person, newcomer.id).trusted_at is None
    assert queries.counts() == {}


def test_deleted_by_its_author_waits_no_longer(cast, held):
    publish(PostStatusChanged("question", held.id, held.id, cast.carla.id, "deleted", "waiting"))
    assert queries.counts() == {}


def test_deleting_it_by_its_own_page_is_heard(cast, held):
    questions.delete(cast.carla, question_id=held.id)
    assert queries.counts() == {}


def test_flags_go_with_a_deleted_post_but_not_with_a_shown_one(cast, question):
    actions.flag(cast.nils, question, reason="spam")
    publish(PostStatusChanged("question", question.id, question.id, None, "live", "hidden"))
    assert queries.counts() == {("flagged", "question"): 1}
    publish(PostStatusChanged("question", question.id, question.id, cast.carla.id, "deleted", "live"))
    assert queries.counts() == {}
    assert queries.last_flag(cast.nils, question).resolved_at is not None
