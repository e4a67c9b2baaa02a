"""What the demo says was searched is what a search finds in it, and what is missing stands on the gap board."""

from sqlalchemy import func, select

from portal import demo
from portal.core.db import db
from portal.core.permissions import GUEST
from portal.demo_content import CONTENT
from portal.gaps import gatherer
from portal.gaps.models import Gap
from portal.guides.models import Guide
from portal.prepared.models import PreparedAnswer
from portal.search import indexing, queries
from portal.search.models import SearchLog
from portal.search.queries import Asked


def count(model):
    return db.session.scalar(select(func.count()).select_from(model))


def test_it_works(app):
    """One loading for all of it: it takes some seconds."""
    for _ in demo.load():
        pass
    assert count(Guide) == len(CONTENT.guides) == 3
    assert count(PreparedAnswer) == len(CONTENT.prepared)
    assert count(SearchLog) == sum(search.times for search in CONTENT.searches)
    what_is_missing_is_found_missing()
    the_gap_board_names_it_and_nothing_else()


def what_is_missing_is_found_missing():
    indexing.rebuild()
    for search in CONTENT.searches:
        found = queries.find(GUEST, Asked(search.wordings[0]))
        assert bool(found.total) == bool(search.found), search.wordings[0]
        if search.opens:
            title = next(case.title for case in CONTENT.cases if case.key == search.opens)
            assert title in {hit.card.title for hit in found.hits}, search.wordings[0]


def the_gap_board_names_it_and_nothing_else():
    gatherer.gather()
    wanted = {wording for gap in db.session.scalars(select(Gap)) for wording in gap.wordings}
    assert {search.wordings[0] for search in CONTENT.searches if not search.opens} <= wanted
    assert not {search.wordings[0] for search in CONTENT.searches if search.opens} & wanted
