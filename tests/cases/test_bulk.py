"""Many cases found still correct at once: what is done, what is left and why, how many at most."""

from dataclasses import replace

import pytest

from portal.cases import actions
from portal.cases import content as contents
from portal.cases.models import Case
from portal.core.audit import AuditEntry
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid
from tests.cases import stage


def cases(cast, count):
    made = [stage.published(cast.stella, title=f"A case to tick, number {number}") for number in range(count)]
    db.session.commit()
    return made


def ticks(made):
    return [f"{case.id}:{case.revision}" for case in made]


def audited():
    return db.session.scalars(
        db.select(AuditEntry.thing_id).where(AuditEntry.action == "case.confirm").order_by(AuditEntry.id)
    ).all()


def test_it_works(cast):
    made = cases(cast, 30)
    was = made[0].checked_at
    outcome = actions.confirm_many(cast.ada, [(case.id, 1) for case in made])
    assert (len(outcome.done), outcome.left) == (30, [])
    assert sorted(audited()) == [case.id for case in made]
    assert all(case.checked_by_id == cast.ada.id and case.checked_at > was for case in made)


def test_more_than_thirty_is_refused_whole(cast):
    made = cases(cast, 31)
    with pytest.raises(Invalid) as refusal:
        actions.confirm_many(cast.stella, [(case.id, 1) for case in made])
    assert str(refusal.value.text) == "At most 30 cases at once, please: 31 are ticked."
    assert audited() == []
    with pytest.raises(Invalid):
        actions.confirm_many(cast.stella, [])


def test_what_cannot_be_confirmed_is_named_and_the_others_are_done(cast):
    fine, changed, doubted, retired = cases(cast, 4)
    actions.edit(cast.stella, changed.id, content=replace(contents.of(changed), cause="new"), base_revision=1)
    actions.publish(cast.stella, changed.id)
    actions.doubt(cast.stella, doubted.id, reason="New app")
    actions.retire(cast.stella, retired.id, reason="Gone")
    before = len(audited())
    chosen = [(case.id, 1) for case in (changed, fine, doubted, retired)] + [(999, 1)]
    outcome = actions.confirm_many(cast.ada, chosen)
    assert outcome.done == [fine.title]
    assert [title for title, _reason in outcome.left] == [changed.title, doubted.title, retired.title, "999"]
    assert all(reason for _title, reason in outcome.left)
    assert audited()[before:] == [fine.id]
    assert doubted.state == "needs_check"
    assert changed.checked_by_id == cast.stella.id


@pytest.mark.parametrize("name", ["carla", "pavel"])
def test_others_may_not(cast, as_, name):
    [case] = cases(cast, 1)
    with pytest.raises(Forbidden):
        actions.confirm_many(cast.named(name), [(case.id, 1)])
    assert as_(cast.named(name)).post("/cases/home", data={"case": ticks([case])}).status_code == 403


def test_the_page(cast, as_):
    made = cases(cast, 3)
    stella, path = as_(cast.stella), "/cases/home?part=published"
    page = stella.get(path).text
    assert all(f'value="{value}"' in page for value in ticks(made))
    answer = stella.post(path, data={"case": ticks(made[:2])})
    assert (answer.status_code, answer.location) == (303, path)
    assert "2 cases were found still correct." in stella.get(path).text
    assert sorted(audited()) == [case.id for case in made[:2]]


def test_thirty_one_ticks_are_kept(cast, as_):
    made = cases(cast, 33)
    page = as_(cast.stella).post("/cases/home?part=published", data={"case": ticks(made[:31])})
    assert page.status_code == 422
    assert "At most 30 cases at once, please: 31 are ticked." in page.text
    assert page.text.count('data-key="x" checked') == 31
    assert audited() == []


def test_the_answer_names_what_was_left(cast, as_):
    fine, doubted = cases(cast, 2)
    actions.doubt(cast.stella, doubted.id, reason="New app")
    db.session.commit()
    page = as_(cast.stella).post("/cases/home", data={"case": ticks([fine, doubted])})
    assert page.status_code == 200
    assert "1 case was found still correct." in page.text
    assert f"<strong>{doubted.title}</strong>: Somebody asked for a check of it" in page.text
    assert db.session.get(Case, fine.id).checked_by_id == cast.stella.id


@pytest.mark.parametrize("value", ["x", "1", "1:", ":1", "-1:1", "1:1:1", "9" * 40 + ":1", "١:١"])
def test_ticks_that_our_page_did_not_send(cast, as_, value):
    cases(cast, 1)
    page = as_(cast.stella).post("/cases/home", data={"case": [value]})
    assert page.status_code == 422
    assert "This form is not complete." in page.text
    assert audited() == []


def test_nothing_ticked(cast, as_):
    cases(cast, 1)
    page = as_(cast.stella).post("/cases/home?part=published", data={})
    assert page.status_code == 422
    assert "Please tick what you found still correct." in page.text
