"""Searches that led to a case and were asked all the same make it staler, until it is checked."""

from datetime import timedelta

import pytest

from portal.cases import actions
from portal.cases.caretaker import look
from portal.core import clock
from portal.core.db import db
from portal.search import queries
from portal.search.models import SearchLog, SearchStep
from tests.cases import stage


def searched(number, case, *, step="opened", kind="case", days=0, **flags):
    at = clock.now() + timedelta(seconds=1) - timedelta(days=days)
    name = f"search{number:06}"
    db.session.add(
        SearchLog(id=name, at=at, words="card", group_key="card", language="en", spoken="en", kind="", total=3, **flags)
    )
    db.session.add(SearchStep(search_id=name, step=step, kind=kind, thing_id=case.id, position=1, at=at))
    db.session.commit()


def test_it_works(cast):
    case, other = stage.published(cast.stella), stage.published(cast.stella)
    searched(1, case, asked=True)
    searched(2, case, sent=True)
    searched(3, other)
    assert queries.misled() == {case.id: 2}
    look(queries.misled)
    db.session.refresh(case)
    assert case.staleness_parts == {"misled": 12}
    assert (case.misled_count, other.misled_count) == (2, 0)
    actions.confirm(cast.stella, case.id)
    assert (case.misled_count, case.staleness) == (0, 0)


@pytest.mark.parametrize(
    "more",
    [
        {"asked": True, "solved": True},
        {"asked": True, "days": 3},  # before the check
        {"asked": True, "step": "solved"},
        {"asked": True, "kind": "question"},
        {},
    ],
)
def test_other_searches_do_not_count(cast, more):
    case = stage.published(cast.stella)
    searched(1, case, **more)
    assert queries.misled() == {}


def test_what_is_no_more_is_forgotten(cast):
    """The log keeps searches for a while only; a round says what there is now."""
    case = stage.published(cast.stella)
    searched(1, case, asked=True)
    look(queries.misled)
    db.session.execute(db.delete(SearchStep))
    db.session.commit()
    assert look(queries.misled) == (1, 0)
    db.session.refresh(case)
    assert (case.misled_count, case.staleness) == (0, 0)
