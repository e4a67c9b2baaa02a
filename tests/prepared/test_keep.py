"""Writing, changing and no longer offering a prepared answer."""

import pytest

from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.prepared import actions, queries
from portal.prepared.models import PreparedAnswer
from tests.prepared import stage

FORM = {"key": "k" * 20, "title": "A blocked card", "body": "Hello {name}!", "language": "en", "topics": "Cards"}


def test_it_works(cast, as_):
    stage.question(cast.carla)
    db.session.commit()
    stella = as_(cast.stella)
    assert stella.get("/staff/prepared-answers/new").status_code == 200
    assert stella.post("/staff/prepared-answers/new", data=FORM).status_code == 303
    assert stella.post("/staff/prepared-answers/new", data=FORM).status_code == 303, "pressed twice"
    row = db.session.query(PreparedAnswer).one()
    assert (row.title, row.topic_slugs, row.revision, row.changed_by_id) == (
        "A blocked card", ["cards"], 1, cast.stella.id,
    )  # fmt: skip
    changed = FORM | {"body": "Good day, {name}!", "base_revision": "1"}
    assert stella.post(f"/staff/prepared-answers/{row.id}", data=changed).status_code == 303
    assert (row.body, row.revision) == ("Good day, {name}!", 2)


@pytest.mark.parametrize("name", ["guest", "carla", "pavel"])
def test_who_may_not(cast, as_, name):
    row = stage.prepared(cast.stella)
    db.session.commit()
    client = as_(cast.named(name))
    for path in ("", "/new", f"/{row.id}", "/for/1"):
        assert client.get(f"/staff/prepared-answers{path}").status_code in {302, 403}
    for path in ("/new", f"/{row.id}", f"/{row.id}/retire", f"/{row.id}/bring-back", f"/{row.id}/use/1"):
        assert client.post(f"/staff/prepared-answers{path}", data=FORM).status_code in {302, 303, 403}
    if name != "guest":
        with pytest.raises(Forbidden):
            queries.listed(cast.named(name))
        with pytest.raises(Forbidden):
            actions.retire(cast.named(name), row.id)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "ab"), ("title", "x" * 151), ("body", ""), ("body", "x" * 10_001), ("body", "Hello {customer}!"),
        ("language", "de"), ("topics", "Nothing of the kind"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(cast, as_, field, value):
    stage.question(cast.carla)
    db.session.commit()
    answer = as_(cast.stella).post("/staff/prepared-answers/new", data=FORM | {field: value})
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    if field != "body":
        assert "Hello {name}!" in answer.text, "nothing typed is lost"
    assert db.session.query(PreparedAnswer).count() == 0


def test_two_at_once(cast, as_):
    row = stage.prepared(cast.stella)
    db.session.commit()
    actions.edit(cast.ada, row.id, title=row.title, body="The text of Ada", language="en", base_revision=1)
    db.session.commit()
    answer = as_(cast.stella).post(
        f"/staff/prepared-answers/{row.id}", data=FORM | {"base_revision": "1", "body": "The text of Stella"}
    )
    assert answer.status_code == 409
    assert "The text of Ada" in answer.text
    assert "The text of Stella" in answer.text
    with pytest.raises(Conflict):
        actions.edit(cast.stella, row.id, title=row.title, body="x", language="en", base_revision=1)
    with pytest.raises(NotFound):
        actions.edit(cast.stella, 999, title=row.title, body="x", language="en", base_revision=1)


def test_no_longer_offered_and_back(cast, as_):
    row = stage.prepared(cast.stella)
    db.session.commit()
    stella = as_(cast.stella)
    assert stella.post(f"/staff/prepared-answers/{row.id}/retire").status_code == 303
    assert row.title not in stella.get("/staff/prepared-answers").text
    assert row.title in stella.get("/staff/prepared-answers?part=retired").text
    with pytest.raises(Invalid):
        actions.use(cast.stella, row.id, question_id=stage.question(cast.carla).id, base_url="")
    assert stella.post(f"/staff/prepared-answers/{row.id}/bring-back").status_code == 303
    assert row.title in stella.get("/staff/prepared-answers").text
    told = list(db.session.scalars(db.select(AuditEntry.action).order_by(AuditEntry.id)))
    assert told == ["prepared.retire", "prepared.restore"]


def test_found_by_words(cast):
    card = stage.prepared(cast.stella)
    other = stage.prepared(cast.stella, title="Delivery is late", body="We are sorry: 100% of it.")
    found = lambda words: {row.id for row, _by in queries.listed(cast.stella, words=words)}  # noqa: E731
    assert found("") == {card.id, other.id}
    assert found("BLOCKED card") == {card.id}
    assert found("100%") == {other.id}
    assert found("%") == {other.id}
    assert found("blocked late") == set()


def test_the_list_costs_one_query(cast, as_, count_queries):
    for number in range(7):
        stage.prepared(cast.stella, title=f"Text {number}")
    db.session.commit()
    client = as_(cast.stella)
    with count_queries() as statements:
        assert client.get("/staff/prepared-answers").status_code == 200
    assert len(statements) <= 2, statements
