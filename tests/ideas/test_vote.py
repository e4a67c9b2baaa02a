"""Voting for ideas: once a person, with importance, without drift."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import func, select

from portal.accounts import queries as accounts
from portal.core.db import db
from portal.core.errors import Forbidden, Invalid, NotFound, SignInNeeded
from portal.ideas import actions, queries
from portal.ideas.models import Idea, IdeaVote
from tests.cast import make_person


def test_it_works(cast, idea):
    actions.vote(cast.amir, idea.id, importance="critical")
    assert (idea.vote_count, idea.critical_votes, idea.important_votes) == (2, 1, 1)
    assert queries.own_vote(cast.amir, idea.id) == "critical"


def test_twice_is_once_and_it_can_be_changed_and_withdrawn(cast, idea):
    for importance in ("nice", "nice", "critical"):
        actions.vote(cast.amir, idea.id, importance=importance)
    assert (idea.vote_count, idea.nice_votes, idea.critical_votes) == (2, 0, 1)
    for _ in range(2):
        actions.vote(cast.amir, idea.id, importance=None)
    assert idea.vote_count == 1


def test_who_proposed_it_may_take_the_own_vote_back(cast, idea):
    actions.vote(cast.carla, idea.id, importance=None)
    assert idea.vote_count == 0


def test_who_may_not(cast, idea):
    with pytest.raises(SignInNeeded):
        actions.vote(cast.guest, idea.id, importance="nice")
    unconfirmed = accounts.actor_of(make_person("Uma", verified_at=None).id)
    with pytest.raises(Forbidden):
        actions.vote(unconfirmed, idea.id, importance="nice")
    with pytest.raises(Invalid):
        actions.vote(cast.amir, idea.id, importance="huge")
    actions.STEWARDS["idea"].lock(cast.stella, idea.id, True)
    with pytest.raises(Forbidden):
        actions.vote(cast.amir, idea.id, importance="nice")
    actions.STEWARDS["idea"].set_status(cast.stella, idea.id, "hidden")
    with pytest.raises(NotFound):
        actions.vote(cast.amir, idea.id, importance="nice")


def test_the_button_works_without_script(as_, cast, idea):
    amir = as_(cast.amir)
    answer = amir.post(f"/ideas/{idea.id}/vote?next=/ideas%23idea-{idea.id}", data={"value": "1"})
    assert (answer.status_code, answer.location) == (303, f"/ideas#idea-{idea.id}")
    assert 'aria-pressed="true"' in amir.get("/ideas").text
    amir.post(f"/ideas/{idea.id}/vote", data={"value": "0"})
    db.session.expire_all()
    assert queries.own_vote(cast.amir, idea.id) == ""


def test_script_gets_the_fragment(as_, cast, idea):
    answer = as_(cast.amir).post(f"/ideas/{idea.id}/vote", data={"importance": "critical"}, headers={"X-Fragment": "1"})
    assert answer.status_code == 200
    assert 'data-own="1"' in answer.text
    assert "<html" not in answer.text


def test_a_guest_is_sent_to_sign_in(client, idea):
    assert client.post(f"/ideas/{idea.id}/vote", data={"value": "1"}).status_code == 303
    client.get(f"/ideas/{idea.id}/vote")
    db.session.refresh(idea)
    assert idea.vote_count == 1


def test_next_stays_on_this_site(as_, cast, idea):
    answer = as_(cast.amir).post(f"/ideas/{idea.id}/vote?next=https://evil.example/", data={"value": "1"})
    assert answer.location.startswith(f"/ideas/{idea.id}/")


def test_counts_do_not_drift_under_many_hands(app, cast, idea):
    voters = [accounts.actor_of(make_person(f"Voter{number}").id) for number in range(6)]
    db.session.commit()
    idea_id = idea.id
    db.session.remove()

    def press(voter):
        with app.app_context():
            for importance in ("nice", "critical", None, "important", "important"):
                actions.vote(voter, idea_id, importance=importance)
                db.session.commit()
            db.session.remove()

    with ThreadPoolExecutor(6) as pool:
        list(pool.map(press, [*voters, *voters]))
    found = db.session.get(Idea, idea_id)
    rows = db.session.scalar(select(func.count()).select_from(IdeaVote).where(IdeaVote.idea_id == idea_id))
    assert rows == found.vote_count == found.important_votes == 7
    assert found.nice_votes == found.critical_votes == 0
