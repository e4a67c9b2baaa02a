"""What moderation may do to ideas and their comments."""

import pytest

from portal.core import events, stewards
from portal.core.errors import Invalid, NotFound
from portal.core.post_events import FollowersChanged
from portal.ideas.events import IdeaCommented, IdeaProposed, IdeaStatusChanged
from portal.wiring import REACTIONS


@pytest.fixture
def heard(app):
    told = []
    noted = dict.fromkeys((IdeaStatusChanged, IdeaProposed, IdeaCommented), (told.append,))
    events.wire(REACTIONS | noted)
    yield told
    events.wire(REACTIONS)


def test_it_works(cast, idea, heard):
    steward, version = stewards.of("idea"), idea.version
    assert steward.get(idea.id) is idea
    steward.set_status(cast.stella, idea.id, "hidden")
    steward.set_status(cast.stella, idea.id, "hidden")
    assert (idea.status, idea.version) == ("hidden", version + 1)
    assert heard == [IdeaStatusChanged("idea", idea.id, idea.id, cast.stella.id, "hidden", "live")]


def test_what_waited_is_told_when_it_is_let_through(cast, idea, heard):
    steward = stewards.of("idea")
    steward.set_status(cast.stella, idea.id, "waiting")
    steward.set_status(cast.stella, idea.id, "live")
    assert heard[-1] == IdeaProposed(idea.id, cast.carla.id)


def test_lock_and_unlock(cast, idea):
    steward = stewards.of("idea")
    steward.lock(cast.stella, idea.id, True)
    assert idea.locked_at is not None
    steward.lock(cast.stella, idea.id, False)
    assert idea.locked_at is None


@pytest.mark.parametrize("kind", ["idea", "idea_comment"])
def test_what_it_does_not_do(cast, idea, kind):
    steward = stewards.of(kind)
    assert steward.verbs == {"status", "lock"}
    for refused in (
        lambda: steward.close(cast.stella, idea.id, "x"),
        lambda: steward.reopen(cast.stella, idea.id),
        lambda: steward.mark_duplicate(cast.stella, idea.id, 1),
    ):
        with pytest.raises(Invalid):
            refused()
    with pytest.raises(NotFound):
        steward.get(424242)


def test_followers_are_counted(cast, idea):
    events.publish(FollowersChanged("idea", idea.id, 3))
    events.publish(FollowersChanged("question", idea.id, 9))
    assert idea.follower_count == 3
