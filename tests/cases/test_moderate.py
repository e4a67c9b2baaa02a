import pytest

from portal.cases import actions
from portal.cases.models import Case
from portal.core import events, stewards
from portal.core.db import db
from portal.core.errors import Invalid, NotFound
from portal.core.post_events import FollowersChanged
from tests.cases import stage


def test_it_works(cast):
    case = stage.published(cast.stella)
    steward = stewards.of("case")
    assert steward.get(case.id).locked_at is None
    steward.set_status(cast.stella, case.id, "hidden")
    assert case.status == "hidden"
    steward.set_status(cast.stella, case.id, "live")
    assert case.status == "live"


def test_what_readers_never_saw_comes_back_as_a_draft(cast):
    case = stage.draft(cast.stella)
    actions.set_status(cast.stella, case.id, "deleted")
    actions.set_status(cast.stella, case.id, "live")
    assert case.status == "draft"


def test_what_cannot_be_done(cast):
    case = stage.published(cast.stella)
    steward = stewards.of("case")
    assert steward.verbs == {"status"}
    for verb in (
        lambda: steward.close(cast.stella, case.id, "x"),
        lambda: steward.lock(cast.stella, case.id, True),
        lambda: steward.mark_duplicate(cast.stella, case.id, 1),
        lambda: steward.set_status(cast.stella, case.id, "burnt"),
    ):
        with pytest.raises(Invalid):
            verb()
    with pytest.raises(NotFound):
        steward.get(999)


def test_followers_are_counted(cast):
    case, other = stage.published(cast.stella), stage.published(cast.stella)
    events.publish(FollowersChanged("case", case.id, 7))
    events.publish(FollowersChanged("topic", other.id, 9))
    db.session.commit()
    assert db.session.get(Case, case.id).follower_count == 7
    assert db.session.get(Case, other.id).follower_count == 0
