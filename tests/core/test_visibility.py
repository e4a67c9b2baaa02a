"""Sight is answered twice, in SQL and in Python: the two must agree on every combination."""

import itertools

import pytest
from sqlalchemy import select

from portal.core import clock, visibility
from portal.core.db import db
from portal.core.permissions import GUEST, Actor
from portal.core.visibility import Status, Visibility
from portal.questions.models import Question
from tests.cast import make_person


@pytest.fixture
def everything(app):
    """A question of each visibility, status, audience and author."""
    me, other = make_person("Mia"), make_person("Oleh")
    now = clock.now()
    for sight, status, audience, author in itertools.product(
        Visibility, Status, (None, "gold", "Acme"), (me.id, other.id, None)
    ):
        db.session.add(
            Question(
                author_id=author,
                title="Where is my card?",
                slug="x",
                body="",
                language="en",
                visibility=sight.value,
                status=status.value,
                audience=audience,
                created_at=now,
                updated_at=now,
                active_at=now,
            )
        )
    db.session.commit()
    return me


def actors(me):
    yield GUEST
    for role in ("member", "staff", "product", "admin"):
        for segment, company in ((None, None), ("gold", None), (None, "Acme")):
            yield Actor(id=me.id, role=role, verified=True, segment=segment, company=company)


def test_sql_and_python_agree(everything):
    rows = list(db.session.scalars(select(Question)))
    assert len(rows) > 300
    for actor in actors(everything):
        by_sql = set(db.session.scalars(select(Question.id).where(visibility.seen_by(actor, Question))))
        assert by_sql == {row.id for row in rows if visibility.sees(actor, row)}, actor
        assert by_sql == set(db.session.scalars(select(Question.id).where(visibility.seen_among(actor, Question))))


def test_guest_sees_only_public_and_of_that_what_readers_may(everything):
    seen = db.session.execute(
        select(Question.visibility, Question.status).where(visibility.seen_by(GUEST, Question)).distinct()
    ).all()
    assert {tuple(row) for row in seen} == {("public", "live"), ("public", "retired")}


def test_index_tokens_agree_with_sight(everything):
    rows = [row for row in db.session.scalars(select(Question)) if row.status == "live"]
    for actor in actors(everything):
        for row in rows:
            assert meets(actor, row) == visibility.sees(actor, row), (actor, row.visibility, row.audience)


def meets(actor, row) -> bool:
    """As the index reads tokens."""
    allowed, token = visibility.tokens(actor), visibility.token(row)
    if allowed is None or token in allowed:
        return True
    return token.startswith(tuple(each[:-1] for each in allowed if each.endswith("*")))


def test_a_company_of_asterisks_is_no_wildcard(everything):
    row = Question(visibility="company", audience="Acme", author_id=None)
    odd = Actor(id=everything.id, role="member", verified=True, segment="*", company="A*")
    assert not meets(odd, row)
    assert meets(odd, Question(visibility="company", audience="A*", author_id=None))


def test_live_for_never_shows_what_is_not_live(everything):
    for actor in actors(everything):
        statuses = set(
            db.session.scalars(select(Question.status).where(visibility.live_for(actor, Question)).distinct())
        )
        assert statuses <= {"live"}
