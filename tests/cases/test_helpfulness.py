"""What readers said of each revision, what comes to the queue, what got better."""

from dataclasses import replace
from datetime import timedelta

import pytest

from portal.accounts import queries as accounts
from portal.cases import actions, queries
from portal.cases import content as contents
from portal.core.db import db
from portal.core.errors import Forbidden
from tests import cast as casting
from tests.cases import stage

WEEK = timedelta(days=7)


def said(case, yes, no, name="Reader"):
    for number in range(yes + no):
        person = casting.make_person(f"{name}{case.id}x{case.revision}x{number}")
        actions.say_helped(accounts.actor_of(person.id), case.id, helped=number < yes)


def revise(cast, case, cause):
    actions.edit(
        cast.stella, case.id, content=replace(contents.of(case), cause=cause), base_revision=case.latest_revision
    )
    actions.publish(cast.stella, case.id)


def test_it_works(cast):
    case = stage.published(cast.stella)
    said(case, 2, 4)
    revise(cast, case, "clearer")
    said(case, 4, 1)
    revise(cast, case, "clearer yet")
    said(case, 1, 1)
    found = [
        (row.number, row.helped, row.said, row.share, row.moved) for row in queries.by_revision(cast.pavel, case.id)
    ]
    assert found == [(3, 1, 2, None, None), (2, 4, 5, 80, 47), (1, 2, 6, 33, None)]
    with pytest.raises(Forbidden):
        queries.by_revision(cast.carla, case.id)


def test_a_revision_that_nobody_saw_is_not_there(cast):
    case = stage.published(cast.stella)
    actions.edit(cast.stella, case.id, content=replace(contents.of(case), cause="new"), base_revision=1)
    assert [row.number for row in queries.by_revision(cast.stella, case.id)] == [1]


def test_too_few_helped_comes_once(cast):
    case = stage.published(cast.stella)
    said(case, 2, 2)
    assert case.low_at is None  # four voices say nothing
    actions.say_helped(cast.carla, case.id, helped=False)
    first = case.low_at
    assert (case.low_revision, first is not None) == (1, True)
    actions.say_helped(cast.amir, case.id, helped=False)
    assert case.low_at == first
    actions.confirm(cast.stella, case.id)
    assert case.low_at is None
    actions.say_helped(cast.nils, case.id, helped=False)
    assert case.low_at is None  # somebody looked at this text and let it stand
    revise(cast, case, "clearer")
    said(case, 0, 5)
    assert (case.low_revision, case.low_at is not None) == (2, True)


def test_half_is_enough(cast):
    case = stage.published(cast.stella)
    said(case, 3, 3)
    assert case.low_at is None


def test_voices_of_an_older_text_do_not_count(cast):
    case = stage.published(cast.stella)
    said(case, 1, 3)
    revise(cast, case, "clearer")
    actions.say_helped(cast.carla, case.id, helped=False, revision=1)
    actions.say_helped(cast.amir, case.id, helped=False, revision=1)
    assert case.low_at is None


def test_what_got_better(cast):
    case, worse = stage.published(cast.stella), stage.published(cast.stella)
    for each, before, now in ((case, 1, 4), (worse, 4, 1)):
        said(each, before, 5 - before)
        revise(cast, each, "another")
        said(each, now, 5 - now)
    db.session.flush()
    assert [(row.id, row.before, row.now) for row in queries.risen(cast.stella, WEEK)] == [(case.id, 20, 80)]
    assert queries.risen(cast.stella, timedelta(0)) == []


def test_the_page(cast, as_, count_queries):
    case = stage.published(cast.stella)
    said(case, 2, 4)
    revise(cast, case, "clearer")
    said(case, 4, 1)
    db.session.commit()
    path = f"/cases/{case.id}/voices"
    for name in ("stella", "pavel"):
        client = as_(cast.named(name))
        with count_queries() as statements:
            page = client.get(path)
        assert len(statements) <= 4, statements
        for words in ("80 %", "33 %", "+47", "By revision"):
            assert words in page.text
    assert as_(cast.carla).get(f"/cases/{case.id}/voices").status_code == 403
