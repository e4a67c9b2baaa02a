"""Writing, changing, publishing and archiving a guide."""

import pytest

from portal.accounts import queries as accounts
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Conflict, Forbidden, Invalid, NotFound
from portal.guides import actions, queries
from portal.guides.models import Guide
from tests import cast as casting
from tests.guides import stage


def form(rows, **more):
    lines = "\n".join(f"{case.id} {case.title}" for case in rows)
    fields = {"key": "k" * 20, "title": "Your first week with the card", "about": "*Begin* here."}
    return fields | {"cases": lines, "language": "en", "visibility": "public"} | more


def test_it_works(cast, as_):
    rows = stage.three(cast.stella)
    db.session.commit()
    stella, guest = as_(cast.stella), as_(cast.guest)
    answer = stella.post("/guides/new", data=form(reversed(rows)))
    assert answer.status_code == 303
    assert stella.post("/guides/new", data=form(reversed(rows))).location == answer.location, "pressed twice"
    row = db.session.query(Guide).one()
    assert queries.numbers(row.id) == [case.id for case in reversed(rows)]
    assert guest.get(answer.location).status_code == 404
    assert row.title not in guest.get("/guides").text
    assert stella.post(f"/guides/{row.id}/publish").status_code == 303
    page = guest.get(answer.location).text
    assert page.index(rows[2].title) < page.index(rows[0].title)
    assert "<em>Begin</em> here." in page
    assert row.title in guest.get("/guides").text
    assert guest.get(f"/guides/{row.id}/other").status_code == 301
    changed = form(rows[:1], base_revision="1", title="Your first day with the card")
    assert stella.post(f"/guides/{row.id}/edit", data=changed).status_code == 303
    assert (queries.numbers(row.id), row.revision) == ([rows[0].id], 2)
    assert stella.post(f"/guides/{row.id}/archive").status_code == 303
    assert guest.get(f"/guides/{row.id}/{row.slug}").status_code == 404
    told = list(
        db.session.scalars(
            db.select(AuditEntry.action).where(AuditEntry.action.startswith("guide")).order_by(AuditEntry.id)
        )
    )
    assert told == ["guide.publish", "guide.archive"]


def test_addresses_are_numbers_too(cast, as_):
    rows = stage.three(cast.stella)
    db.session.commit()
    lines = f"http://localhost/cases/{rows[1].id}/step-2?s=abc.1 Step 2\n\n /cases/{rows[0].id}\n#{rows[2].id} Then"
    assert as_(cast.stella).post("/guides/new", data=form(rows, cases=lines)).status_code == 303
    assert queries.numbers(db.session.query(Guide).one().id) == [rows[1].id, rows[0].id, rows[2].id]


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", "short"), ("cases", "https://elsewhere.example/cases/1/step"), ("title", "x" * 151), ("about", "x" * 3001), ("cases", ""), ("cases", "nothing"),
        ("cases", "1\n1"), ("cases", "99999"), ("cases", "9" * 30), ("cases", "\n".join(map(str, range(1, 60)))),
        ("cases", "https://elsewhere.example #1"), ("cases", "1/4 of all cards"), ("cases", "http://localhost1"),
        ("cases", "http://localhost5/cases/1"), ("cases", "http://localhost#1"), ("cases", "Step #1"),
        ("language", "de"), ("visibility", "private"),
    ],
)  # fmt: skip
def test_what_is_wrong_stands_beside_its_field(cast, as_, field, value):
    rows = stage.three(cast.stella)
    db.session.commit()
    answer = as_(cast.stella).post("/guides/new", data=form(rows, **{field: value}))
    assert answer.status_code == 422
    assert f'id="{field}-error"' in answer.text
    if field != "title":
        assert "Your first week with the card" in answer.text, "nothing typed is lost"
    assert db.session.query(Guide).count() == 0


def test_who_may_not(cast, as_):
    row = stage.guide(cast.stella, live=False)
    sven = accounts.actor_of(casting.make_person("Sven", "staff", publishes=False).id)
    with pytest.raises(Forbidden):
        actions.publish(sven, row.id)
    actions.publish(cast.stella, row.id)
    with pytest.raises(Forbidden):
        actions.edit(sven, row.id, cases=[1], base_revision=1, title=row.title, language="en", visibility="public")
    for name in ("carla", "pavel"):
        with pytest.raises(Forbidden):
            actions.archive(cast.named(name), row.id)
        with pytest.raises(Forbidden):
            actions.write(cast.named(name), cases=[1], title="A guide of mine", language="en", visibility="public")
    db.session.commit()
    for name in ("guest", "carla", "pavel"):
        client = as_(cast.named(name))
        for path in ("new", f"{row.id}/edit", f"{row.id}/publish", f"{row.id}/archive"):
            assert client.post(f"/guides/{path}", data={}).status_code in {302, 303, 403}


def test_two_at_once(cast, as_):
    rows = stage.three(cast.stella)
    row = stage.guide(cast.stella, rows, live=False)
    fields = {"title": row.title, "language": "en", "visibility": "public"}
    actions.edit(cast.ada, row.id, cases=[rows[2].id], base_revision=1, **fields)
    db.session.commit()
    answer = as_(cast.stella).post(f"/guides/{row.id}/edit", data=form(rows[:2], base_revision="1"))
    assert answer.status_code == 409
    assert f"{rows[2].id} {rows[2].title}" in answer.text
    assert f"{rows[0].id} {rows[0].title}" in answer.text
    with pytest.raises(Conflict):
        actions.edit(cast.stella, row.id, cases=[rows[0].id], base_revision=1, **fields)
    with pytest.raises(NotFound):
        actions.publish(cast.stella, 999)
    with pytest.raises(Invalid):
        actions.edit(cast.stella, row.id, cases=[], base_revision=2, **fields)
