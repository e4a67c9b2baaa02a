"""Cases that fell due: one row and one letter a person and day, in their language, once for each case."""

from datetime import timedelta

import pytest
import time_machine

from portal.accounts.models import Person
from portal.cases import actions
from portal.cases.caretaker import look
from portal.cases.models import CaseReminder
from portal.core import clock
from portal.core.db import db
from portal.notifications import actions as notifications
from portal.notifications.streams import NEVER
from tests import cast as casting
from tests.cases import stage

LATER = clock.now().replace(hour=12) + timedelta(days=181)


@pytest.fixture
def later():
    """Everything that was published is due."""
    with time_machine.travel(LATER, tick=True) as traveller:
        yield traveller


def cases(cast, count, **owner):
    made = [stage.published(cast.stella, title=f"A case that fell due, number {number}") for number in range(count)]
    for case in made:
        if owner:
            actions.set_owner(cast.ada, case.id, **owner)
    db.session.commit()
    return made


def letters_of(post):
    return [letter for letter in post() if "due for a check" in letter["Subject"] or "проверить" in letter["Subject"]]


def test_it_works(cast, told, post, later, settings):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        made = cases(cast, 3)
    look()
    assert told(cast.stella) == ["case.due"]
    [letter] = letters_of(post)
    assert letter["To"] == "stella@example.org"
    assert letter["Subject"] == "What you look after is due for a check: 3 cases"
    text = letter.get_body(("plain",)).get_content()
    assert all(f"• {case.title}" in text for case in made)
    assert f"{settings.address}/cases/home?part=due" in text
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert letter["List-Unsubscribe"].startswith(f"<{settings.address}/unsubscribe/")
    assert letter["List-Id"].startswith("<curation.")


def test_each_case_is_told_of_once(cast, told, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        [case, _other] = cases(cast, 2)
    look()
    look()
    later.shift(timedelta(days=1))
    look()
    assert told(cast.stella) == ["case.due"]
    actions.confirm(cast.stella, case.id)
    db.session.commit()
    later.shift(timedelta(days=181))
    look()
    assert told(cast.stella) == ["case.due", "case.due"]
    assert [row.case_ids for row in db.session.scalars(db.select(CaseReminder).order_by(CaseReminder.id))][1] == [
        case.id
    ]


def test_at_most_one_letter_a_day(cast, told, post, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        cases(cast, 1)
    with time_machine.travel(LATER - timedelta(days=180) + timedelta(hours=1), tick=True):
        [second] = cases(cast, 1)
    later.move_to(LATER.replace(hour=3))
    look()
    assert told(cast.stella) == ["case.due"]
    later.move_to((LATER + timedelta(days=1)).replace(hour=1))
    look()  # the second is not due at this hour
    later.move_to((LATER + timedelta(days=2)).replace(hour=1))
    look()
    assert told(cast.stella) == ["case.due", "case.due"]
    assert db.session.scalars(db.select(CaseReminder).order_by(CaseReminder.id.desc())).first().case_ids == [second.id]


def test_the_whole_team_is_told(cast, told, later):
    sven = casting.make_person("Sven", "staff")
    casting.make_person("Sina", "staff", suspended_at=clock.now())
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        cases(cast, 2, team="staff")
    look()
    assert told(cast.stella) == ["case.due"]
    assert db.session.scalars(db.select(CaseReminder.person_id).order_by(CaseReminder.person_id)).all() == [
        cast.stella.id,
        sven.id,
    ]
    assert told(cast.pavel) == told(cast.ada) == told(cast.carla) == []


def test_the_product_team(cast, told, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        cases(cast, 2, team="product")
    look()
    assert told(cast.pavel) == ["case.due"]
    assert told(cast.stella) == []


def test_what_nobody_has_is_of_all_support(cast, told, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        cases(cast, 1, owner_id=None)
        [left] = cases(cast, 1, owner_id=cast.ada.id)
    db.session.get(Person, cast.ada.id).suspended_at = clock.now()
    db.session.commit()
    look()
    assert told(cast.stella) == ["case.due"]
    [row] = db.session.scalars(db.select(CaseReminder)).all()
    assert len(row.case_ids) == 2
    assert left.id in row.case_ids


def test_in_their_language(cast, post, later):
    db.session.get(Person, cast.stella.id).language = "ru"
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        cases(cast, 2)
    look()
    [letter] = letters_of(post)
    assert letter["Subject"] == "Пора проверить то, за что вы отвечаете: 2 решения"


def test_what_was_checked_meanwhile_is_not_named(cast, post, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        first, second, third = cases(cast, 3)
    look()
    actions.confirm(cast.stella, first.id)
    actions.retire(cast.stella, second.id, reason="Gone")
    [letter] = letters_of(post)
    text = letter.get_body(("plain",)).get_content()
    assert third.title in text
    assert first.title not in text
    assert second.title not in text
    assert letter["Subject"].endswith(": 1 case")


def test_no_letter_when_nothing_is_left(cast, post, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        [case] = cases(cast, 1)
    look()
    actions.confirm(cast.stella, case.id)
    assert letters_of(post) == []


def test_no_letter_for_one_who_wants_none(cast, told, post, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        cases(cast, 1)
    notifications.choose_all(cast.stella, modes={"curation": NEVER})
    look()
    assert letters_of(post) == []
    assert told(cast.stella) == ["case.due"]


def test_the_inbox_shows_only_ones_own(cast, as_, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        [case] = cases(cast, 1)
    look()
    page = as_(cast.stella).get("/inbox").text
    assert "What you look after is due for a check" in page
    assert case.title in page
    assert case.title not in as_(cast.ada).get("/inbox").text


def test_what_they_may_not_see_is_not_told(cast, told, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        case = stage.published(cast.stella, visibility="staff")
        actions.set_owner(cast.stella, case.id, team="product")
        db.session.commit()
    look()
    assert told(cast.pavel) == []


def test_what_was_checked_since(cast, as_, later):
    with time_machine.travel(LATER - timedelta(days=181), tick=True):
        [case] = cases(cast, 1)
    look()
    actions.confirm(cast.stella, case.id)
    db.session.commit()
    page = as_(cast.stella).get("/inbox").text
    assert "All of it was checked since." in page
    assert case.title not in page
